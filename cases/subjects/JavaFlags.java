// JavaFlags.java HOST PORT - isConnected() && !isClosed(), as often asked.
// SPDX-License-Identifier: BSD-2-Clause
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;

public class JavaFlags {
    public static void main(String[] args) throws IOException {
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in));
        try (Socket socket = new Socket(args[0], Integer.parseInt(args[1]))) {
            System.out.println("ready ask hangup/1");
            while ("check".equals(lines.readLine()))
                System.out.println(socket.isConnected() && !socket.isClosed()
                    ? "report open" : "report gone");
        }
    }
}
