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

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Enistic Smart Energy Controller with its sockets and meters, on UDP. It sends events from a port of its own and takes
 * commands on the command port; which answers it gives to commands can be changed while it runs. Without an
 * {@linkplain Builder#interval interval} it sends only what it is told to send.
 *
 * <p>Safe for use by several threads. The methods that send throw an {@link IOException} only when the datagram cannot
 * leave this machine; whether it arrives nobody knows.
 */
public final class EnisticSimulator implements AutoCloseable {

    public static final int EVENT_PORT = 53005;
    public static final int COMMAND_PORT = 53004;
    public static final String DEFAULT_SERIAL = "0004A3BB5B04";

    /** The form in which a controller writes its readings. */
    public enum Form {
        /** {@code 0004A3BB5B04:Reading:0021ED0000041319:94031.992:1:1}. */
        COLON,
        /** {@code 29/09/2026/10/11/12,D1,0021ED0000041319,0,94032,0,1}, which tells neither controller nor state. */
        D1
    }

    /** What a controller does about commands. */
    public enum Response {
        /** Switches and sends a reading at once. */
        REPORTS_AT_ONCE,
        /** Switches; the next regular reading shows it. */
        REPORTS_LATER,
        /** Does nothing. */
        IGNORES
    }

    /**
     * A datagram that came to the command port.
     *
     * @param text its bytes, as ISO 8859-1
     * @param source where it came from
     * @param obeyed whether the controller did what it says
     */
    public record Command(String text, InetSocketAddress source, boolean obeyed) {}

    private static final Pattern COMMAND = Pattern.compile("([0-9A-Fa-f]{12}),([0-9]),([0-9A-Fa-f]{16});[\\r\\n]*");
    private static final String EVERY_CONTROLLER = "FFFFFFFFFFFF";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy/HH/mm/ss");

    /** A real one tells its time about once a minute. */
    private static final Duration ANNOUNCEMENT_INTERVAL = Duration.ofMinutes(1);

    private final String serial;
    private final InetSocketAddress target;
    private final Form form;
    private final char onDigit;
    private final Random wander;
    private final Clock clock;
    private final DatagramSocket events;
    private final DatagramSocket commandSocket;
    private final ScheduledExecutorService scheduler;
    private final Thread receiver;
    private final List<Command> commands = new ArrayList<>();
    private final BlockingQueue<Command> unseenCommands = new LinkedBlockingQueue<>();
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private Response response;
    private int commandsToLose;

    private static final class Device {
        final String serial;
        final boolean switchable;
        final double[] watts;
        final double[] drift;
        boolean on;

        Device(String serial, boolean switchable, boolean on, double... watts) {
            this.serial = serial;
            this.switchable = switchable;
            this.on = on;
            this.watts = watts;
            this.drift = new double[watts.length];
        }
    }

    private EnisticSimulator(Builder builder, DatagramSocket events, DatagramSocket commandSocket) {
        this.serial = builder.serial;
        this.target = builder.target;
        this.form = builder.form;
        this.onDigit = builder.inverted ? '0' : '1';
        this.wander = builder.wander;
        this.clock = builder.clock;
        this.response = builder.response;
        this.events = events;
        this.commandSocket = commandSocket;
        builder.devices.values().forEach(device -> devices.put(device.serial, device));
        scheduler = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "meterkit-enistic-events"));
        receiver = daemon(this::receive, "meterkit-enistic-commands");
    }

    /** A controller on 127.0.0.1 that sends to port 53005 there and has no devices yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** A lively one: two sockets and a 16-channel meter whose power wanders, readings every 2 s. */
    public static Builder demo() {
        double[] circuits = new double[16];
        for (int i = 0; i < circuits.length; i++) {
            circuits[i] = 20 + 35 * i;
        }
        return new Builder()
                .socket("0021ED0000041319", 94.031992, true)
                .socket("0021ED0000041320", 1250, false)
                .meter("0021ED0000050001", circuits)
                .wander(1)
                .interval(Duration.ofSeconds(2));
    }

    private void start(Duration interval) {
        receiver.start();
        if (interval != null) {
            repeat(this::announce, ANNOUNCEMENT_INTERVAL);
            repeat(this::sendReadings, interval);
        }
    }

    private interface Sending {
        void run() throws IOException;
    }

    private void repeat(Sending sending, Duration period) {
        Runnable tolerant = () -> {
            try {
                sending.run();
            } catch (IOException e) {
                // Lost, as datagrams are; the next one may find its way.
            }
        };
        scheduler.scheduleAtFixedRate(tolerant, 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Where it takes commands; the port is the real one when 0 was asked for. */
    public InetSocketAddress commandAddress() {
        return (InetSocketAddress) commandSocket.getLocalSocketAddress();
    }

    /** Where its events come from. */
    public InetSocketAddress eventSource() {
        return (InetSocketAddress) events.getLocalSocketAddress();
    }

    public String serial() {
        return serial;
    }

    /** Sends readings of every channel of every device. */
    public synchronized void sendReadings() throws IOException {
        for (Device device : devices.values()) {
            send(device);
        }
    }

    /** Sends a reading of every channel of one device. */
    public synchronized void sendReading(String deviceSerial) throws IOException {
        send(device(deviceSerial));
    }

    /** Sends the controller's serial number, model and time. */
    public synchronized void announce() throws IOException {
        send(serial + ":Core:Serial=" + serial + "\r");
        send(serial + ":Status:Model=SEC16\r");
        send(serial + ":Status:TimeNow=" + TIME.format(LocalDateTime.now(clock)) + "\r");
    }

    /** Sends a datagram of these characters, each as one byte (ISO 8859-1). */
    public void send(String datagram) throws IOException {
        send(datagram.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a datagram of these bytes. */
    public void send(byte[] datagram) throws IOException {
        events.send(new DatagramPacket(datagram, datagram.length, target));
    }

    /** Whether a socket is on. */
    public synchronized boolean isOn(String socketSerial) {
        return socket(socketSerial).on;
    }

    /** Switches a socket by hand; nothing is sent. */
    public synchronized void setOn(String socketSerial, boolean on) {
        socket(socketSerial).on = on;
    }

    /** Changes what hangs on a channel (1 for a socket); nothing is sent. */
    public synchronized void setPower(String deviceSerial, int channel, double watts) {
        Device device = device(deviceSerial);
        device.watts[Objects.checkIndex(channel - 1, device.watts.length)] = watts;
    }

    /** Changes what it does about commands from now on. */
    public synchronized void setResponse(Response response) {
        this.response = Objects.requireNonNull(response, "response");
    }

    /** Acts as if the next {@code count} commands got lost on their way; they are recorded as not obeyed. */
    public synchronized void loseCommands(int count) {
        commandsToLose = count;
    }

    /** Every command datagram so far, also the ones it did not obey, oldest first. */
    public synchronized List<Command> commands() {
        return List.copyOf(commands);
    }

    /**
     * Takes the oldest command datagram that was not taken yet, waiting for it if necessary.
     *
     * @throws IllegalStateException if none comes within {@code timeout}
     */
    public Command takeCommand(Duration timeout) throws InterruptedException {
        Command command = unseenCommands.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (command == null) {
            throw new IllegalStateException("No command came within " + timeout.toMillis() + " ms.");
        }
        return command;
    }

    /** Stops it and frees its ports. A second call does nothing. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        commandSocket.close();
        events.close();
        try {
            // Java frees the port only when the blocked thread has left it.
            receiver.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Device device(String deviceSerial) {
        Device device = devices.get(deviceSerial.toUpperCase(Locale.ROOT));
        if (device == null) {
            throw new IllegalArgumentException("The simulated controller has no device " + deviceSerial + ".");
        }
        return device;
    }

    private Device socket(String socketSerial) {
        Device device = device(socketSerial);
        if (!device.switchable) {
            throw new IllegalArgumentException(socketSerial + " is a meter and cannot be switched.");
        }
        return device;
    }

    private void send(Device device) throws IOException {
        for (int i = 0; i < device.watts.length; i++) {
            double milliwatts = 1000 * power(device, i);
            int state = device.switchable && device.on ? 1 : 0;
            send(
                    switch (form) {
                        // The firmware prints a 32-bit float: the documented 94031.992 is 94031.9921875.
                        case COLON ->
                            String.format(
                                    Locale.ROOT,
                                    "%s:Reading:%s:%.3f:%d:%d\r",
                                    serial,
                                    device.serial,
                                    (double) (float) milliwatts,
                                    i + 1,
                                    state);
                        case D1 ->
                            String.format(
                                    Locale.ROOT,
                                    "%s,D1,%s,0,%d,0,%d\r",
                                    TIME.format(LocalDateTime.now(clock)),
                                    device.serial,
                                    Math.round(milliwatts),
                                    i + 1);
                    });
        }
    }

    private double power(Device device, int channel) {
        if (device.switchable && !device.on) {
            return 0;
        }
        if (wander != null) {
            double drift = 0.9 * device.drift[channel] + 0.03 * wander.nextGaussian();
            device.drift[channel] = Math.max(-0.3, Math.min(0.3, drift));
        }
        return device.watts[channel] * (1 + device.drift[channel]);
    }

    private void receive() {
        byte[] buffer = new byte[2048];
        while (!commandSocket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                commandSocket.receive(packet);
                String text = new String(buffer, 0, packet.getLength(), StandardCharsets.ISO_8859_1);
                obey(text, (InetSocketAddress) packet.getSocketAddress());
            } catch (IOException e) {
                // Closed, which ends the loop, or an error about this one datagram.
            }
        }
    }

    private synchronized void obey(String text, InetSocketAddress source) throws IOException {
        Device device = commandedSocket(text);
        boolean lost = commandsToLose > 0;
        if (lost) {
            commandsToLose--;
        }
        boolean obeyed = device != null && !lost && response != Response.IGNORES;
        if (obeyed) {
            device.on = text.charAt(13) == onDigit;
        }
        Command command = new Command(text, source, obeyed);
        commands.add(command);
        unseenCommands.add(command);
        if (obeyed && response == Response.REPORTS_AT_ONCE) {
            send(device);
        }
    }

    /** The socket that a well-formed command to this controller is about, or null. */
    private Device commandedSocket(String text) {
        Matcher matcher = COMMAND.matcher(text);
        if (!matcher.matches() || !"01".contains(matcher.group(2))) {
            return null;
        }
        String controller = matcher.group(1).toUpperCase(Locale.ROOT);
        if (!controller.equals(EVERY_CONTROLLER) && !controller.equals("0".repeat(12 - serial.length()) + serial)) {
            return null;
        }
        Device device = devices.get(matcher.group(3).toUpperCase(Locale.ROOT));
        return device != null && device.switchable ? device : null;
    }

    /** Settings of a simulated controller. Not for use by several threads. */
    public static final class Builder {

        private final Map<String, Device> devices = new LinkedHashMap<>();
        private String serial = DEFAULT_SERIAL;
        private InetAddress address = InetAddress.getLoopbackAddress();
        private InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), EVENT_PORT);
        private int commandPort = COMMAND_PORT;
        private Duration interval;
        private Form form = Form.COLON;
        private boolean inverted;
        private Response response = Response.REPORTS_AT_ONCE;
        private Random wander;
        private Clock clock = Clock.systemDefaultZone();

        private Builder() {}

        /** Serial number as the controller prints it, 10 to 12 hexadecimal digits (the vendor's example has 11). */
        public Builder serial(String serial) {
            this.serial = hexadecimal(serial, 10, 12, "controller");
            return this;
        }

        /**
         * The controller's own address, 127.0.0.1 unless set. The wildcard address lets it also receive broadcasts and send
         * beyond this machine.
         */
        public Builder address(InetAddress address) {
            this.address = Objects.requireNonNull(address, "address");
            return this;
        }

        /** Where its events go; may be a broadcast address. */
        public Builder target(InetSocketAddress target) {
            this.target = Objects.requireNonNull(target, "target");
            return this;
        }

        /** Where it takes commands; 0 for any free port. */
        public Builder commandPort(int commandPort) {
            this.commandPort = commandPort;
            return this;
        }

        /** Makes it send the readings of all devices in this rhythm, and announce itself every minute. */
        public Builder interval(Duration interval) {
            if (interval.isNegative() || interval.isZero()) {
                throw new IllegalArgumentException("The interval must be longer than nothing.");
            }
            this.interval = interval;
            return this;
        }

        public Builder form(Form form) {
            this.form = Objects.requireNonNull(form, "form");
            return this;
        }

        /** Makes it understand 0 in a command as on and 1 as off; its readings say 1 for on all the same. */
        public Builder inverted() {
            this.inverted = true;
            return this;
        }

        public Builder response(Response response) {
            this.response = Objects.requireNonNull(response, "response");
            return this;
        }

        /** Makes the power of everything wander by up to 30 %, always in the same way with the same seed. */
        public Builder wander(long seed) {
            this.wander = new Random(seed);
            return this;
        }

        /** The clock that it tells the time of, in its zone. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Adds a socket, serial number of 14 to 16 hexadecimal digits, with something that takes {@code watts} when on. */
        public Builder socket(String socketSerial, double watts, boolean on) {
            return add(new Device(hexadecimal(socketSerial, 14, 16, "socket"), true, on, watts));
        }

        /** Adds a meter with a channel for each of {@code watts}, at most 16; its readings carry the state 0. */
        public Builder meter(String meterSerial, double... watts) {
            if (watts.length < 1 || watts.length > 16) {
                throw new IllegalArgumentException("A meter has 1 to 16 channels, not " + watts.length + ".");
            }
            return add(new Device(hexadecimal(meterSerial, 14, 16, "meter"), false, false, watts.clone()));
        }

        private Builder add(Device device) {
            if (devices.put(device.serial, device) != null) {
                throw new IllegalArgumentException("The serial number " + device.serial + " is there twice.");
            }
            return this;
        }

        private static String hexadecimal(String serial, int shortest, int longest, String what) {
            if (!serial.matches("[0-9A-Fa-f]{" + shortest + "," + longest + "}")) {
                throw new IllegalArgumentException("The serial number of a " + what + " has " + shortest + " to "
                        + longest + " hexadecimal digits, unlike \"" + serial + "\".");
            }
            return serial.toUpperCase(Locale.ROOT);
        }

        /**
         * Switches the controller on. The builder is used up.
         *
         * @throws IOException if the command port is taken, or the address is not one of this machine
         */
        public EnisticSimulator start() throws IOException {
            DatagramSocket commandSocket;
            try {
                commandSocket = new DatagramSocket(new InetSocketAddress(address, commandPort));
            } catch (BindException e) {
                throw new IOException(
                        "Port " + commandPort + " (UDP) at " + address.getHostAddress() + " cannot be used: "
                                + e.getMessage() + ".",
                        e);
            }
            try {
                EnisticSimulator simulator = new EnisticSimulator(
                        this, new DatagramSocket(new InetSocketAddress(address, 0)), commandSocket);
                simulator.start(interval);
                return simulator;
            } catch (IOException e) {
                commandSocket.close();
                throw e;
            }
        }
    }
}
