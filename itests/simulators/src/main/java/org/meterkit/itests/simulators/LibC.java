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
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/** The calls of the C library that a pseudo-terminal takes. Numbers are those of Linux on x86 and ARM. */
interface LibC extends Library {

    int O_RDWR = 02;
    int O_NOCTTY = 0400;
    int O_NONBLOCK = 04000;
    int O_CLOEXEC = 02000000;

    int EINTR = 4;
    int EAGAIN = 11;

    short POLLIN = 1;
    short POLLOUT = 4;

    int TCSANOW = 0;

    /** More than {@code struct termios} takes (60 bytes with glibc). */
    int TERMIOS_SIZE = 256;

    /** ioctl: bytes that wait to be read. */
    long FIONREAD = 0x541B;

    static LibC load() {
        return Native.load("c", LibC.class);
    }

    int posix_openpt(int flags) throws LastErrorException;

    int grantpt(int fd) throws LastErrorException;

    int unlockpt(int fd) throws LastErrorException;

    /** Returns an error number instead of setting one. */
    int ptsname_r(int fd, byte[] name, NativeLong size);

    int open(String path, int flags) throws LastErrorException;

    int close(int fd) throws LastErrorException;

    NativeLong read(int fd, byte[] bytes, NativeLong size) throws LastErrorException;

    NativeLong write(int fd, byte[] bytes, NativeLong size) throws LastErrorException;

    int poll(Memory descriptors, NativeLong count, int timeoutMillis) throws LastErrorException;

    int eventfd(int initial, int flags) throws LastErrorException;

    int eventfd_write(int fd, long value) throws LastErrorException;

    int tcgetattr(int fd, Memory termios) throws LastErrorException;

    void cfmakeraw(Memory termios);

    int tcsetattr(int fd, int actions, Memory termios) throws LastErrorException;

    int ioctl(int fd, NativeLong request, Object... arguments) throws LastErrorException;
}
