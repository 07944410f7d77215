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

import java.time.Duration;
import org.eclipse.jdt.annotation.Nullable;

/**
 * One command to a socket, from sending it to knowing what became of it. The controller acknowledges nothing: only the states in
 * the socket's readings tell.
 *
 * <ul>
 *   <li>The state turns into the wanted one: done.
 *   <li>Nothing has changed when the time to confirm is over: sent once more, since datagrams get lost.
 *   <li>Nothing has changed after that either: given up; before that, the other digit is tried once where digits may be learned.
 *   <li>The state turns from the wanted one into the opposite: the digits are the other way round. Where they may be learned, the
 *       other one is sent, once; else given up. That nothing changes proves nothing about the digits.
 * </ul>
 *
 * Told the time by its caller, in nanoseconds of a monotonic clock. Not thread-safe.
 */
final class SwitchCommand {

    /** What to do now. */
    sealed interface Step {}

    /** Nothing, until a reading comes or the time is over. */
    record Wait() implements Step {}

    /** Send this digit. */
    record Send(int digit) implements Step {}

    /** The socket is as wanted. */
    record Done() implements Step {}

    /** It could not be switched; a clause to be put behind the socket's name. */
    record GiveUp(String clause) implements Step {}

    private enum Stage {
        SENT,
        REPEATED,
        OTHER_DIGIT,
        CORRECTED
    }

    private final boolean wanted;
    private final boolean alone;
    private final SwitchDigits digits;
    private final long confirm;
    private final long patience;

    private Stage stage = Stage.SENT;
    private int digit;
    private long sentAt;
    private boolean heard;
    private @Nullable Boolean state;

    /**
     * A command whose {@link #digit()} is sent at this moment.
     *
     * @param wanted true for on
     * @param before the socket's state in its last reading; null when none told it
     * @param other the command to the same socket that this one replaces while its outcome is open, or null
     * @param confirm time for a reading to show an effect
     * @param patience time after which a socket that sends no readings is given up
     */
    SwitchCommand(
            boolean wanted,
            @Nullable Boolean before,
            @Nullable SwitchCommand other,
            SwitchDigits digits,
            Duration confirm,
            Duration patience,
            long now) {
        this.wanted = wanted;
        this.digits = digits;
        this.confirm = confirm.toNanos();
        this.patience = Math.max(this.confirm, patience.toNanos());
        digit = digits.digit(wanted);
        // A change may be the other command's doing, and then tells nothing about this one's digit.
        alone = other == null || other.digit == digit;
        state = before;
        sentAt = now;
    }

    boolean wanted() {
        return wanted;
    }

    /** The digit sent last. */
    int digit() {
        return digit;
    }

    /** How long to wait for a reading before {@link #timeOver} has something to do. */
    long nanosLeft(long now) {
        long sinceSent = now - sentAt;
        return Math.max(0, (sinceSent < confirm ? confirm : patience) - sinceSent);
    }

    /** The socket's next reading has this state. */
    Step reading(boolean on, long now) {
        Boolean before = state;
        state = on;
        heard = true;
        if (before != null && before != on && on == wanted) {
            if (alone && digits.learnable()) {
                digits.learn(digit, wanted);
            }
            return new Done();
        }
        if (before != null && before != on && alone) {
            if (digits.learnable() && (stage == Stage.SENT || stage == Stage.REPEATED)) {
                return sendOther(Stage.CORRECTED, now);
            }
            return new GiveUp("was told to switch " + text(wanted) + " and switched " + text(on)
                    + ". If nobody pressed its button, the controller's parameter switchCode is wrong.");
        }
        return timeOver(now);
    }

    /** Time has passed. */
    Step timeOver(long now) {
        if (now - sentAt < confirm) {
            return new Wait();
        }
        Boolean state = this.state;
        if (state != null && state == wanted) {
            return new Done();
        }
        if (stage == Stage.SENT) {
            stage = Stage.REPEATED;
            sent(now);
            return new Send(digit);
        }
        if (!heard) {
            return now - sentAt < patience
                    ? new Wait()
                    : new GiveUp("was told to switch " + text(wanted) + ", but no reading tells whether it did.");
        }
        if (stage == Stage.REPEATED && alone && digits.learnable()) {
            return sendOther(Stage.OTHER_DIGIT, now);
        }
        return new GiveUp("does not switch " + text(wanted)
                + ": it was told more than once, and its readings still say " + text(!wanted) + ".");
    }

    private Step sendOther(Stage next, long now) {
        stage = next;
        digit = 1 - digit;
        sent(now);
        return new Send(digit);
    }

    private void sent(long now) {
        sentAt = now;
        heard = false;
    }

    private static String text(boolean on) {
        return on ? "on" : "off";
    }
}
