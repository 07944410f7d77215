/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.itests.simulators;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A serial port with a simulated device plugged in: a pseudo-terminal in raw mode. The program under test opens
 * {@link #path()} like any serial port; the device reads what it sent from {@link #input()} and answers on
 * {@link #output()}.
 *
 * <p>The port stays usable while no program has it open. {@link #close()} pulls the plug: whoever has the port open sees it
 * hang up. To plug the device in again under the same name, open it with a {@linkplain #open(Path) link}, which then leads
 * to the new device, as a link in {@code /dev/serial/by-id} does.
 *
 * <p>Safe for use by several threads: one may be blocked in a stream while another writes or closes. Linux only.
 */
public final class PseudoTerminal implements AutoCloseable {

    /** More than the longest telegram of a meter that talks unasked, less than the 4095 bytes that the port shows. */
    private static final int UNREAD_LIMIT = 2048;

    /** How often room is made for a device that does not wait. The kernel moves bytes in its own time. */
    private static final int MAKE_ROOM_MILLIS = 20;

    private final LibC libc;
    private final int master;
    private final int slave;
    private final int wakeUp;
    private final Path path;
    private final Path link;
    private final InputStream input = new Input();
    private final OutputStream output = new Output();

    /** Read-held by every native call on the descriptors, so that none is closed, and its number reused, under a call. */
    private final ReadWriteLock descriptors = new ReentrantReadWriteLock();

    private volatile boolean closed;

    private PseudoTerminal(LibC libc, int master, int slave, int wakeUp, Path path, Path link) {
        this.libc = libc;
        this.master = master;
        this.slave = slave;
        this.wakeUp = wakeUp;
        this.path = path;
        this.link = link;
    }

    /** Whether this system has pseudo-terminals that this class can make. */
    public static boolean isSupported() {
        return Platform.isLinux();
    }

    /**
     * Plugs in a device.
     *
     * @throws IOException if the system grants no pseudo-terminal
     * @throws UnsupportedOperationException on anything but Linux
     */
    public static PseudoTerminal open() throws IOException {
        return create(null);
    }

    /**
     * Plugs in a device that is also found under {@code link}, a symbolic link that this call makes or redirects and
     * {@link #close()} removes.
     *
     * @throws IOException if the system grants no pseudo-terminal, or {@code link} exists and is no symbolic link
     * @throws UnsupportedOperationException on anything but Linux
     */
    public static PseudoTerminal open(Path link) throws IOException {
        return create(Objects.requireNonNull(link, "link"));
    }

    private static PseudoTerminal create(Path link) throws IOException {
        if (!isSupported()) {
            throw new UnsupportedOperationException("Pseudo-terminals are made on Linux only.");
        }
        if (link != null && !Files.isSymbolicLink(link) && Files.exists(link)) {
            throw new IOException(link + " exists and is not a symbolic link.");
        }
        LibC libc = LibC.load();
        int master = -1;
        int slave = -1;
        int wakeUp = -1;
        try {
            // Close-on-exec: a child process that kept a descriptor would keep the port from hanging up.
            master = libc.posix_openpt(LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK | LibC.O_CLOEXEC);
            libc.grantpt(master);
            libc.unlockpt(master);
            byte[] name = new byte[128];
            int error = libc.ptsname_r(master, name, new NativeLong(name.length));
            if (error != 0) {
                throw new LastErrorException(error);
            }
            Path path = Path.of(Native.toString(name));
            // Held open: without any program on it the port would count as hung up.
            slave = libc.open(path.toString(), LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK | LibC.O_CLOEXEC);
            try (Memory termios = new Memory(LibC.TERMIOS_SIZE)) {
                libc.tcgetattr(slave, termios);
                libc.cfmakeraw(termios);
                libc.tcsetattr(slave, LibC.TCSANOW, termios);
            }
            wakeUp = libc.eventfd(0, LibC.O_NONBLOCK | LibC.O_CLOEXEC);
            if (link != null) {
                redirect(link, path);
            }
            return new PseudoTerminal(libc, master, slave, wakeUp, path, link);
        } catch (LastErrorException | IOException e) {
            for (int descriptor : new int[] {master, slave, wakeUp}) {
                if (descriptor >= 0) {
                    libc.close(descriptor);
                }
            }
            throw e instanceof IOException io ? io : new IOException("No pseudo-terminal: " + e.getMessage(), e);
        }
    }

    /** Readers find either the old target or the new one, never no link. */
    private static void redirect(Path link, Path target) throws IOException {
        Path fresh = link.resolveSibling(link.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The device file of the port, {@code /dev/pts/N}; a device plugged in later has another one. */
    public Path path() {
        return path;
    }

    /** What was sent to the device. A read blocks until there is a byte; after {@link #close()} the stream is at its end. */
    public InputStream input() {
        return input;
    }

    /**
     * What the device sends. A write blocks while the port's buffers (up to some 64 KiB) are full; after {@link #close()}
     * it throws an {@link IOException}.
     */
    public OutputStream output() {
        return output;
    }

    /** Number of bytes that the device sent and nobody has read yet; at most the 4095 that the port shows at a time. */
    public int unread() throws IOException {
        return call(() -> {
            IntByReference count = new IntByReference();
            libc.ioctl(slave, new NativeLong(LibC.FIONREAD), count);
            return count.getValue();
        });
    }

    /**
     * Sends as a serial line does: without waiting for a reader. When much of what was sent before is still unread, that is
     * lost, as it is with an adapter that no program has open.
     */
    public void transmit(byte[] bytes) throws IOException {
        if (unread() > UNREAD_LIMIT) {
            discardUnread();
        }
        send(bytes, 0, bytes.length, false);
    }

    /** Pulls the plug. A second call does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        libc.eventfd_write(wakeUp, 1);
        descriptors.writeLock().lock();
        try {
            // The master first: that is what hangs up the programs at the other end.
            libc.close(master);
            libc.close(slave);
            libc.close(wakeUp);
        } finally {
            descriptors.writeLock().unlock();
        }
        try {
            if (link != null && Files.isSymbolicLink(link) && path.equals(Files.readSymbolicLink(link))) {
                Files.delete(link);
            }
        } catch (IOException e) {
            // Somebody else removed or replaced the link in this moment.
        }
    }

    @Override
    public String toString() {
        return link == null ? path.toString() : link + " -> " + path;
    }

    private interface NativeCall {
        int run();
    }

    private int call(NativeCall call) throws IOException {
        descriptors.readLock().lock();
        try {
            if (closed) {
                throw new IOException("The pseudo-terminal " + path + " is closed.");
            }
            return call.run();
        } catch (LastErrorException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        } finally {
            descriptors.readLock().unlock();
        }
    }

    /** Waits until the master is ready for {@code event} or the time (in ms, -1: any time) is over; false when closed. */
    private boolean await(short event, int timeoutMillis) {
        // Two struct pollfd { int fd; short events; short revents; }
        try (Memory polled = new Memory(16)) {
            polled.clear();
            polled.setInt(0, master);
            polled.setShort(4, event);
            polled.setInt(8, wakeUp);
            polled.setShort(12, LibC.POLLIN);
            libc.poll(polled, new NativeLong(2), timeoutMillis);
        } catch (LastErrorException e) {
            if (e.getErrorCode() != LibC.EINTR) {
                throw e;
            }
        }
        return !closed;
    }

    private int receive(byte[] bytes, int offset, int length) throws IOException {
        byte[] chunk = new byte[Math.min(length, 4096)];
        descriptors.readLock().lock();
        try {
            while (!closed && await(LibC.POLLIN, -1)) {
                try {
                    int count = libc.read(master, chunk, new NativeLong(chunk.length))
                            .intValue();
                    System.arraycopy(chunk, 0, bytes, offset, count);
                    return count;
                } catch (LastErrorException e) {
                    if (!isTemporary(e)) {
                        throw new IOException(path + ": " + e.getMessage(), e);
                    }
                }
            }
            return -1;
        } finally {
            descriptors.readLock().unlock();
        }
    }

    private void send(byte[] bytes, int offset, int length, boolean waitForReader) throws IOException {
        int from = offset;
        int end = offset + length;
        descriptors.readLock().lock();
        try {
            while (from < end) {
                if (closed) {
                    throw new IOException("The pseudo-terminal " + path + " is closed.");
                }
                byte[] chunk = Arrays.copyOfRange(bytes, from, Math.min(end, from + 4096));
                try {
                    from += libc.write(master, chunk, new NativeLong(chunk.length))
                            .intValue();
                } catch (LastErrorException e) {
                    if (!isTemporary(e)) {
                        throw new IOException(path + ": " + e.getMessage(), e);
                    }
                    if (waitForReader) {
                        await(LibC.POLLOUT, -1);
                    } else {
                        discardUnread();
                        await(LibC.POLLOUT, MAKE_ROOM_MILLIS);
                    }
                }
            }
        } finally {
            descriptors.readLock().unlock();
        }
    }

    /** Reads what is there at the other end. (A tcflush would leave the bytes that the kernel has not shown there yet.) */
    private void discardUnread() throws IOException {
        call(() -> {
            byte[] chunk = new byte[4096];
            int count = 1;
            while (count > 0) {
                try {
                    count = libc.read(slave, chunk, new NativeLong(chunk.length))
                            .intValue();
                } catch (LastErrorException e) {
                    if (!isTemporary(e)) {
                        throw e;
                    }
                    count = 0;
                }
            }
            return count;
        });
    }

    private static boolean isTemporary(LastErrorException e) {
        return e.getErrorCode() == LibC.EAGAIN || e.getErrorCode() == LibC.EINTR;
    }

    private final class Input extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            return receive(bytes, offset, length);
        }
    }

    private final class Output extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            send(bytes, offset, length, true);
        }
    }
}
