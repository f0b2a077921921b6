// JavaSocket.java HOST PORT - a thread that reads a Socket's stream.
// SPDX-License-Identifier: BSD-2-Clause
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;

public class JavaSocket {
    static void watch(InputStream in) {
        byte[] buffer = new byte[4096];
        try {
            while (in.read(buffer) != -1) { }
            System.out.println("report closed read returned -1");
        } catch (SocketException e) {
            // its message is all that tells which
            String why = String.valueOf(e.getMessage());
            System.out.println("report " + (why.contains("reset") ? "reset"
                : why.contains("timed out") ? "timeout" : "error") + " " + why);
        } catch (IOException e) {
            System.out.println("report error " + e.getMessage());
        }
    }

    public static void main(String[] args) throws IOException {
        try (Socket socket = new Socket(args[0], Integer.parseInt(args[1]))) {
            InputStream in = socket.getInputStream();
            System.out.println("ready hangup/1");
            Thread thread = new Thread(() -> watch(in));
            thread.setDaemon(true);
            thread.start();
            System.in.read();
        }
    }
}
