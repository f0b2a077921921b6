// go-net.go HOST PORT - a goroutine that reads a net.Conn.
// SPDX-License-Identifier: BSD-2-Clause
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"
)

func report(verdict string, err error) {
	fmt.Printf("@%d report %s %v\n", time.Now().UnixNano(), verdict, err)
}

func watch(conn net.Conn) {
	buf := make([]byte, 4096)
	for {
		_, err := conn.Read(buf)
		switch {
		case err == nil:
			continue
		case err == io.EOF:
			report("closed", err)
		case errors.Is(err, syscall.ECONNRESET):
			report("reset", err)
		case errors.Is(err, syscall.ETIMEDOUT):
			report("timeout", err)
		default:
			report("error", err)
		}
		return
	}
}

func main() {
	conn, err := net.Dial("tcp", net.JoinHostPort(os.Args[1], os.Args[2]))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer conn.Close()
	fmt.Println("ready hangup/1")
	go watch(conn)
	bufio.NewReader(os.Stdin).ReadString('\n')
}
