/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.transport.internal;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.LineAddress;
import org.meterkit.transport.LineFault.Kind;
import org.meterkit.transport.Parity;
import org.meterkit.transport.SerialSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A serial port or a pseudo-terminal, through jSerialComm. */
final class SerialConnection implements Connection {

    // jSerialComm rounds to tenths of a second; this is how long a dead line or a closed lease may go unnoticed at
    // worst.
    private static final int READ_MILLIS = 200;

    // Windows only; elsewhere a write blocks until the port takes it.
    private static final int WRITE_MILLIS = 5000;

    // A read of nothing that returns at once instead of after READ_MILLIS: some drivers say so that the device is gone.
    private static final long HASTY_NANOS = 20_000_000;
    private static final int HASTY_READS = 50;

    private final Logger logger = LoggerFactory.getLogger(SerialConnection.class);
    private final LineAddress.Serial address;
    private final SerialSettings settings;
    private final SerialPorts ports;
    private final String bytePipes;
    private int hastyReads;

    // Whether the port has no parity of its own. Written before the port, read after it.
    private boolean parityBySoftware;

    // guarded by this
    private boolean closed;
    private @Nullable String device;

    private volatile @Nullable SerialPort port;

    SerialConnection(LineAddress.Serial address, SerialSettings settings, SerialPorts ports) {
        // Nothing behind a pseudo-terminal sees a line's bits.
        this(address, settings, ports, "/dev/pts/");
    }

    /**
     * For tests.
     *
     * @param bytePipes what the names of devices begin with that have bytes but no bits
     */
    SerialConnection(LineAddress.Serial address, SerialSettings settings, SerialPorts ports, String bytePipes) {
        this.address = address;
        this.settings = settings;
        this.ports = ports;
        this.bytePipes = bytePipes;
    }

    @Override
    public void open() throws FaultException {
        ports.prepare();
        Path path = Path.of(address.path());
        if (path.isAbsolute() && !Files.exists(path)) {
            // jSerialComm would go on to look for a port of that name elsewhere
            throw noSuchPort();
        }
        if (path.isAbsolute() && !(Files.isReadable(path) && Files.isWritable(path))) {
            throw noPermission();
        }
        take(SerialPorts.device(address.path()));
        SerialPort candidate = prepared(settings.dataBits(), settings.parity(), settings.stopBits());
        boolean open = candidate.openPort();
        if (!open && SerialErrors.isInvalidArgument(candidate.getLastErrorCode()) && !isPlain()) {
            // A pseudo-terminal knows 8N1 only and says so at every opening but the first; some adapters do too. Data
            // bits are masked later on.
            logger.debug("Port {} does not take {}; it is opened as 8N1.", address, settings);
            candidate = prepared(8, Parity.NONE, 1);
            open = candidate.openPort();
            parityBySoftware = !SerialPorts.device(address.path()).startsWith(bytePipes);
        }
        if (!open) {
            throw fault(candidate.getLastErrorCode());
        }
        synchronized (this) {
            if (!closed) {
                port = candidate;
                return;
            }
        }
        candidate.closePort();
        throw lost("was closed.");
    }

    private boolean isPlain() {
        return settings.dataBits() == 8 && settings.parity() == Parity.NONE && settings.stopBits() == 1;
    }

    private void take(String wanted) throws FaultException {
        synchronized (this) {
            if (closed) {
                throw lost("was closed.");
            }
            String name = ports.take(wanted, address.path());
            if (name != null) {
                throw new FaultException(
                        Kind.BUSY,
                        name.equals(address.path())
                                ? "Port " + address + " is in use."
                                : "Port " + address + " is the same device as " + name + ", which is in use.");
            }
            device = wanted;
        }
    }

    private SerialPort prepared(int dataBits, Parity parity, int stopBits) throws FaultException {
        try {
            SerialPort candidate = SerialPort.getCommPort(address.path());
            candidate.setComPortParameters(
                    settings.baudRate(),
                    dataBits,
                    stopBits == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT,
                    switch (parity) {
                        case NONE -> SerialPort.NO_PARITY;
                        case EVEN -> SerialPort.EVEN_PARITY;
                        case ODD -> SerialPort.ODD_PARITY;
                    });
            candidate.setComPortTimeouts(
                    SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING,
                    READ_MILLIS,
                    WRITE_MILLIS);
            // the system's own RS-485 setting of a built-in port stays as it is
            candidate.disableRs485ModeControl();
            if (!settings.dtr()) {
                candidate.clearDTR();
            }
            if (!settings.rts()) {
                candidate.clearRTS();
            }
            return candidate;
        } catch (SerialPortInvalidPortException e) {
            throw noSuchPort();
        }
    }

    private FaultException fault(int code) {
        Kind kind = SerialErrors.kind(code);
        return switch (kind) {
            case NO_SUCH_PORT ->
                SerialErrors.isNoTerminal(code)
                        ? new FaultException(kind, address + " is not a serial port.")
                        : noSuchPort();
            case NO_PERMISSION -> noPermission();
            case BUSY -> new FaultException(kind, "Port " + address + " is in use by another program.");
            default ->
                new FaultException(
                        kind, "Port " + address + " could not be opened: the system reports error " + code + ".");
        };
    }

    private FaultException noSuchPort() {
        return new FaultException(
                Kind.NO_SUCH_PORT,
                "Port " + address + " does not exist. Is the adapter plugged in, and the name right?");
    }

    private FaultException noPermission() {
        String user = System.getProperty("user.name", "this program");
        return new FaultException(
                Kind.NO_PERMISSION,
                "Port " + address + " may not be used by " + user + ". Add that user to the group " + group()
                        + " and restart.");
    }

    private String group() {
        try {
            return Files.readAttributes(Path.of(address.path()), PosixFileAttributes.class)
                    .group()
                    .getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "dialout";
        }
    }

    private FaultException lost(String how) {
        return new FaultException(Kind.LOST, "Port " + address + " " + how);
    }

    @Override
    public int read(byte[] buffer) throws FaultException {
        SerialPort open = port;
        long start = System.nanoTime();
        // -1 is the only sign of a lost port: isOpen() stays true after the adapter has been pulled out
        int count = open == null ? -1 : open.readBytes(buffer, buffer.length);
        boolean hasty = count == 0 && System.nanoTime() - start < HASTY_NANOS;
        hastyReads = hasty ? hastyReads + 1 : 0;
        if (count < 0 || hastyReads >= HASTY_READS) {
            throw lost("was lost. Is the adapter still plugged in?");
        }
        return count;
    }

    @Override
    public int write(byte[] data, int offset, int length) throws FaultException {
        SerialPort open = port;
        byte[] sent = parityBySoftware ? SevenBits.withParity(data, settings) : data;
        int count = open == null ? -1 : open.writeBytes(sent, length, offset);
        if (count <= 0) {
            throw lost("was lost while sending. Is the adapter still plugged in?");
        }
        return count;
    }

    @Override
    public synchronized void close() {
        closed = true;
        SerialPort open = port;
        if (open != null) {
            port = null;
            open.closePort();
        }
        String taken = device;
        if (taken != null) {
            device = null;
            ports.giveBack(taken);
        }
    }
}
