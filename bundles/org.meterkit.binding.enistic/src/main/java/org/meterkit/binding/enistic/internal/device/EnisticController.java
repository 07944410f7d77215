/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.device;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.enistic.internal.protocol.EnisticCommand;
import org.meterkit.binding.enistic.internal.protocol.EnisticDecoder;
import org.meterkit.binding.enistic.internal.protocol.EnisticEvent;
import org.meterkit.binding.enistic.internal.protocol.EnisticEvent.KeyValue;
import org.meterkit.binding.enistic.internal.protocol.EnisticReading;
import org.meterkit.transport.Datagram;
import org.meterkit.transport.DatagramLease;
import org.meterkit.transport.DatagramListener;
import org.meterkit.transport.DatagramService;
import org.meterkit.transport.LineFault;
import org.meterkit.transport.Moment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One controller on the network: hears its events, switches its sockets.
 *
 * <p>Commands go to the controller's own address: the configured host, or where its events come from, or came from in an earlier
 * run; only while nothing is known they are broadcast. Thread-safe. The listener is called from the port's thread and from the scheduler, and must not block.
 */
public final class EnisticController implements AutoCloseable {

    /** A D1 record repeated within this time, with the same time stamp, is the same reading. */
    private static final Duration REPETITION = Duration.ofMinutes(1);

    private static final int MOST_DEVICES = 512;
    private static final int MOST_SOURCES = 64;

    /**
     * What is known of the controller beforehand.
     *
     * @param serial its serial number, 12 upper-case hex digits
     * @param host its host name or IPv4 address; empty to take the one its events come from
     * @param lastAddress the IP address its events came from in an earlier run; empty when there was none
     * @param eventPort local UDP port that events come to
     * @param commandPort UDP port of the controller that takes commands
     * @param switchCode which digit switches on
     * @param learnedDigit the digit that {@link SwitchCode#AUTO} has learned for on; -1 when it has not
     * @param confirmTimeout time for a reading to show the effect of a command
     * @param offlineAfter silence after which a device is given up
     */
    public record Settings(
            String serial,
            String host,
            String lastAddress,
            int eventPort,
            int commandPort,
            SwitchCode switchCode,
            int learnedDigit,
            Duration confirmTimeout,
            Duration offlineAfter) {}

    /** Hears what the controller has to tell. */
    public interface Listener {

        /** The event port is open: for the first time, or again after a fault. */
        void opened();

        /** The event port could not be opened, or was lost. */
        void failed(LineFault fault);

        /** A reading of one of its devices. */
        void reading(EnisticReading reading, Moment at);

        /** Something it says about itself. */
        void said(KeyValue fact, Moment at);

        /** Its events come from this IP address, for the first time or from now on. */
        void moved(String address);

        /** {@link SwitchCode#AUTO} has learned that this digit switches on. */
        void learned(int onDigit);

        /** A socket could not be switched; the sentence says why. Its state is what its last reading said. */
        void gaveUp(String socket, String sentence);
    }

    /** What is known of a device. */
    private static final class Device {
        final Moment first;
        int highestChannel;

        @Nullable
        Boolean on;

        @Nullable
        EnisticReading last;

        @Nullable
        Moment lastAt;

        Device(Moment first) {
            this.first = first;
        }
    }

    /** A command whose outcome is open. */
    private static final class Pending {
        final SwitchCommand command;

        @Nullable
        ScheduledFuture<?> timer;

        String fault = "";

        Pending(SwitchCommand command) {
            this.command = command;
        }
    }

    private final Logger logger = LoggerFactory.getLogger(EnisticController.class);
    private final DatagramService datagrams;
    private final ScheduledExecutorService scheduler;
    private final Settings settings;
    private final Listener listener;

    // All below is guarded by this.
    private final SwitchDigits digits;
    private final Map<String, Device> devices = new Recent<>(MOST_DEVICES);
    private final Map<InetAddress, String> sources = new Recent<>(MOST_SOURCES);
    private final Map<String, Pending> pending = new HashMap<>();
    private boolean learnable;
    private @Nullable InetAddress host;
    private @Nullable InetAddress heardFrom;
    private @Nullable DatagramLease lease;
    private boolean closed;

    /** Does nothing yet. */
    public EnisticController(
            DatagramService datagrams, ScheduledExecutorService scheduler, Settings settings, Listener listener) {
        this.datagrams = datagrams;
        this.scheduler = scheduler;
        this.settings = settings;
        this.listener = listener;
        digits = new SwitchDigits(settings.switchCode(), settings.learnedDigit());
        learnable = digits.learnable();
        host = isAddress(settings.host()) ? find(settings.host()) : null;
        heardFrom = isAddress(settings.lastAddress()) ? find(settings.lastAddress()) : null;
    }

    /**
     * Begins to listen.
     *
     * @param holder who asks, for the console
     */
    public synchronized void open(String holder) {
        if (closed || lease != null) {
            return;
        }
        lease = datagrams.listen(settings.eventPort(), holder, new DatagramListener() {
            @Override
            public void opened() {
                listener.opened();
            }

            @Override
            public void received(Datagram datagram) {
                EnisticDecoder.decode(
                        datagram.payload(),
                        event -> event(event, datagram.source().getAddress(), datagram.at()));
            }

            @Override
            public void failed(LineFault fault) {
                listener.failed(fault);
            }
        });
        findHost();
    }

    private static boolean isAddress(String host) {
        return host.matches("[0-9.]+");
    }

    /** Asks for the address of a host's name, which may take seconds. */
    private void findHost() {
        if (!settings.host().isEmpty() && !isAddress(settings.host())) {
            scheduler.execute(() -> {
                InetAddress found = find(settings.host());
                synchronized (this) {
                    host = found != null ? found : host;
                }
            });
        }
    }

    private @Nullable InetAddress find(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            logger.debug("Host {} of controller {} is unknown", name, settings.serial());
            return null;
        }
    }

    private void event(EnisticEvent event, InetAddress source, Moment at) {
        if (!isOurs(event, source)) {
            logger.trace("Not from controller {}: {}", settings.serial(), event);
        } else if (event instanceof EnisticReading reading) {
            reading(reading, at);
        } else if (event instanceof KeyValue fact) {
            logger.debug("{}", fact);
            listener.said(fact, at);
        } else {
            logger.debug("{}", event);
        }
    }

    /** Whether it is this controller's event. One without a serial number is from who was last heard from that address. */
    private boolean isOurs(EnisticEvent event, InetAddress source) {
        String serial = event.controller();
        boolean moved = false;
        synchronized (this) {
            if (closed) {
                return false;
            }
            if (serial == null) {
                return settings.serial().equals(sources.get(source));
            }
            sources.put(source, serial);
            if (!serial.equals(settings.serial())) {
                return false;
            }
            moved = !source.equals(heardFrom);
            heardFrom = source;
        }
        if (moved) {
            listener.moved(source.getHostAddress());
        }
        return true;
    }

    private void reading(EnisticReading reading, Moment at) {
        Boolean on = reading.channel() <= 1 ? reading.on() : null;
        Runnable outcome = () -> {};
        synchronized (this) {
            Device device = devices.computeIfAbsent(reading.meter(), serial -> new Device(at));
            if (isRepetition(device, reading, at)) {
                return;
            }
            device.last = reading;
            device.lastAt = at;
            device.highestChannel = Math.max(device.highestChannel, reading.channel());
            if (on != null) {
                device.on = on;
                Pending open = pending.get(reading.meter());
                if (open != null) {
                    outcome = take(reading.meter(), open, open.command.reading(on, at.nanos()), at.nanos());
                }
            }
        }
        listener.reading(reading, at);
        outcome.run();
    }

    private static boolean isRepetition(Device device, EnisticReading reading, Moment at) {
        Moment before = device.lastAt;
        return !reading.stamp().isEmpty()
                && reading.equals(device.last)
                && before != null
                && at.since(before).compareTo(REPETITION) < 0;
    }

    /** The devices heard so far. */
    public synchronized List<HeardDevice> devices() {
        return devices.entrySet().stream()
                .map(entry -> new HeardDevice(entry.getKey(), entry.getValue().first, entry.getValue().highestChannel))
                .toList();
    }

    /**
     * Switches a socket. What became of it shows in its readings; the listener is told when it could not be switched. A command
     * whose outcome is still open is replaced.
     *
     * @param socket its serial number, 16 upper-case hex digits
     */
    public synchronized void switchSocket(String socket, boolean on) {
        if (closed) {
            return;
        }
        Device device = devices.get(socket);
        Pending other = pending.get(socket);
        if (other != null) {
            forget(socket, other);
        }
        long now = Moment.now().nanos();
        Pending fresh = new Pending(new SwitchCommand(
                on,
                device == null ? null : device.on,
                other == null ? null : other.command,
                digits,
                settings.confirmTimeout(),
                settings.offlineAfter(),
                now));
        pending.put(socket, fresh);
        send(socket, fresh, fresh.command.digit());
        watch(socket, fresh, now);
    }

    private void timeOver(String socket, Pending open) {
        Runnable outcome;
        synchronized (this) {
            if (pending.get(socket) != open) {
                return;
            }
            long now = Moment.now().nanos();
            outcome = take(socket, open, open.command.timeOver(now), now);
        }
        outcome.run();
    }

    /** Does what a command's step says; the result is to be run without the lock. */
    private Runnable take(String socket, Pending open, SwitchCommand.Step step, long now) {
        if (step instanceof SwitchCommand.Send send) {
            // No effect yet: the controller may have another address by now.
            findHost();
            send(socket, open, send.digit());
            watch(socket, open, now);
        } else if (step instanceof SwitchCommand.Done) {
            logger.debug("Socket {} is {}", socket, open.command.wanted() ? "on" : "off");
            return end(socket, open, "");
        } else if (step instanceof SwitchCommand.GiveUp reason) {
            String clause = open.fault.isEmpty() ? reason.clause() : "could not be told to switch: " + open.fault;
            return end(socket, open, "Socket " + socket + " " + clause);
        } else if (open.command.nanosLeft(now) > 0) {
            watch(socket, open, now);
        }
        return () -> {};
    }

    private Runnable end(String socket, Pending open, String sentence) {
        forget(socket, open);
        boolean learned = learnable && !digits.learnable();
        learnable = digits.learnable();
        int onDigit = digits.on();
        return () -> {
            if (learned) {
                listener.learned(onDigit);
            }
            if (!sentence.isEmpty()) {
                listener.gaveUp(socket, sentence);
            }
        };
    }

    private void watch(String socket, Pending open, long now) {
        ScheduledFuture<?> before = open.timer;
        if (before != null) {
            before.cancel(false);
        }
        open.timer =
                scheduler.schedule(() -> timeOver(socket, open), open.command.nanosLeft(now), TimeUnit.NANOSECONDS);
    }

    private void forget(String socket, Pending open) {
        pending.remove(socket, open);
        ScheduledFuture<?> timer = open.timer;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void send(String socket, Pending open, int digit) {
        DatagramLease present = lease;
        if (present == null) {
            return;
        }
        byte[] payload = new EnisticCommand(settings.serial(), digit, socket).encode();
        InetAddress target = host != null ? host : heardFrom;
        try {
            if (target != null) {
                present.send(new InetSocketAddress(target, settings.commandPort()), payload);
            } else {
                present.broadcast(settings.commandPort(), payload);
            }
            open.fault = "";
            logger.debug("Sent {},{},{}; to {}", settings.serial(), digit, socket, target);
        } catch (IOException e) {
            open.fault = String.valueOf(e.getMessage());
            logger.debug("{}", open.fault);
        }
    }

    /** Ends: commands whose outcome is open are forgotten. Idempotent. */
    @Override
    public void close() {
        DatagramLease last;
        synchronized (this) {
            closed = true;
            last = lease;
            lease = null;
            Map.copyOf(pending).forEach(this::forget);
        }
        if (last != null) {
            last.close();
        }
    }
}
