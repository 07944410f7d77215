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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterkit.binding.enistic.internal.device.SwitchCommand.Done;
import org.meterkit.binding.enistic.internal.device.SwitchCommand.GiveUp;
import org.meterkit.binding.enistic.internal.device.SwitchCommand.Send;
import org.meterkit.binding.enistic.internal.device.SwitchCommand.Step;
import org.meterkit.binding.enistic.internal.device.SwitchCommand.Wait;

class SwitchCommandTest {

    private static final boolean ON = true;
    private static final boolean OFF = false;
    private static final Duration CONFIRM = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    // A monotonic clock may be anywhere, also just before its overflow.
    private long now = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();
    private SwitchDigits digits = new SwitchDigits(SwitchCode.ONE, -1);

    private SwitchCommand command(boolean wanted, @Nullable Boolean before) {
        return command(wanted, before, null);
    }

    private SwitchCommand command(boolean wanted, @Nullable Boolean before, @Nullable SwitchCommand other) {
        return new SwitchCommand(wanted, before, other, digits, CONFIRM, PATIENCE, now);
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    private static void assertGivesUp(Step step, String part) {
        String clause = assertInstanceOf(GiveUp.class, step).clause();
        assertTrue(clause.contains(part), clause);
    }

    @Test
    void theWantedStateConfirms() {
        SwitchCommand command = command(ON, OFF);
        assertEquals(1, command.digit());
        pass(2);
        assertEquals(new Done(), command.reading(ON, now));
    }

    @Test
    void noChangeIsToldOnceMoreThenGivenUp() {
        SwitchCommand command = command(ON, OFF);
        pass(10);
        assertEquals(new Wait(), command.reading(OFF, now));
        assertEquals(Duration.ofSeconds(5).toNanos(), command.nanosLeft(now));
        pass(5);
        assertEquals(new Send(1), command.timeOver(now));
        pass(10);
        assertEquals(new Wait(), command.reading(OFF, now));
        pass(5);
        assertGivesUp(command.timeOver(now), "does not switch on");
    }

    @Test
    void theRepeatedCommandConfirms() {
        SwitchCommand command = command(OFF, ON);
        assertEquals(0, command.digit());
        pass(15);
        assertEquals(new Send(0), command.timeOver(now));
        pass(1);
        assertEquals(new Done(), command.reading(OFF, now));
    }

    @Test
    void aReadingThatComesLateIsEnough() {
        SwitchCommand command = command(ON, OFF);
        pass(20);
        assertEquals(new Send(1), command.reading(OFF, now), "the time was over unnoticed");
        pass(16);
        assertGivesUp(command.reading(OFF, now), "does not switch on");
    }

    @Test
    void withoutReadingsItWaitsBeforeItGivesUp() {
        SwitchCommand command = command(ON, OFF);
        pass(15);
        assertEquals(new Send(1), command.timeOver(now));
        pass(15);
        assertEquals(new Wait(), command.timeOver(now));
        assertEquals(Duration.ofSeconds(285).toNanos(), command.nanosLeft(now));
        pass(100);
        assertEquals(new Done(), command.reading(ON, now), "a reading every two minutes");
    }

    @Test
    void withoutAnyReadingItGivesUpInTheEnd() {
        SwitchCommand command = command(ON, null);
        pass(15);
        assertEquals(new Send(1), command.timeOver(now));
        pass(300);
        assertGivesUp(command.timeOver(now), "no reading");
    }

    @Test
    void whatIsWantedAlreadyIsWatchedForAWhile() {
        SwitchCommand command = command(ON, ON);
        pass(1);
        assertEquals(new Wait(), command.reading(ON, now));
        pass(14);
        assertEquals(new Done(), command.timeOver(now));
    }

    @Test
    void anUnknownStateBeforeProvesNothing() {
        digits = new SwitchDigits(SwitchCode.AUTO, -1);
        SwitchCommand command = command(ON, null);
        pass(1);
        assertEquals(new Wait(), command.reading(OFF, now));
        pass(14);
        assertEquals(new Send(1), command.timeOver(now));
        assertTrue(digits.learnable());
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE", "ZERO"})
    void aFixedDigitIsNotChangedByTheWrongWay(SwitchCode code) {
        digits = new SwitchDigits(code, -1);
        SwitchCommand command = command(ON, ON);
        assertEquals(code == SwitchCode.ONE ? 1 : 0, command.digit());
        pass(1);
        assertGivesUp(command.reading(OFF, now), "switchCode");
        assertEquals(code == SwitchCode.ONE ? 1 : 0, digits.on());
    }

    @Test
    void theWrongWayIsCorrectedOnceAndLearned() {
        digits = new SwitchDigits(SwitchCode.AUTO, -1);
        SwitchCommand command = command(ON, ON);
        pass(1);
        assertEquals(new Send(0), command.reading(OFF, now));
        assertTrue(digits.learnable(), "not before it has been seen to work");
        pass(1);
        assertEquals(new Done(), command.reading(ON, now));
        assertFalse(digits.learnable());
        assertEquals(0, digits.digit(ON));
        assertEquals(1, digits.digit(OFF));
    }

    @Test
    void theWrongWayTwiceIsGivenUp() {
        digits = new SwitchDigits(SwitchCode.AUTO, -1);
        SwitchCommand command = command(ON, ON);
        assertEquals(new Send(0), command.reading(OFF, now));
        pass(10);
        assertEquals(new Wait(), command.reading(OFF, now));
        pass(5);
        assertGivesUp(command.timeOver(now), "does not switch on");
        assertTrue(digits.learnable());
    }

    @Test
    void theOtherDigitIsTriedOnceWhenTheRepeatChangedNothing() {
        digits = new SwitchDigits(SwitchCode.AUTO, -1);
        SwitchCommand command = command(OFF, ON);
        pass(15);
        assertEquals(new Send(0), command.timeOver(now));
        pass(5);
        assertEquals(new Wait(), command.reading(ON, now));
        pass(10);
        assertEquals(new Send(1), command.timeOver(now));
        pass(1);
        assertEquals(new Done(), command.reading(OFF, now));
        assertEquals(0, digits.on());
        assertFalse(digits.learnable());
    }

    @Test
    void theOtherDigitIsNotTriedWithoutAReadingThatDemandsIt() {
        digits = new SwitchDigits(SwitchCode.AUTO, -1);
        SwitchCommand command = command(ON, OFF);
        pass(15);
        assertEquals(new Send(1), command.timeOver(now));
        pass(300);
        assertGivesUp(command.timeOver(now), "no reading");
    }

    @Test
    void theOtherDigitInVainIsGivenUpAndNotLearned() {
        digits = new SwitchDigits(SwitchCode.AUTO, -1);
        SwitchCommand command = command(ON, OFF);
        for (int digit : new int[] {1, 0}) {
            pass(15);
            assertEquals(new Send(digit), command.reading(OFF, now));
        }
        pass(15);
        assertGivesUp(command.reading(OFF, now), "does not switch on");
        assertEquals(1, digits.on());
        assertTrue(digits.learnable());
    }

    @Test
    void aRightTransitionIsLearnedAndEndsAllDoubt() {
        digits = new SwitchDigits(SwitchCode.AUTO, -1);
        assertEquals(new Done(), command(ON, OFF).reading(ON, now));
        assertFalse(digits.learnable());
        assertEquals(1, digits.on());
        assertGivesUp(command(ON, ON).reading(OFF, now), "switchCode");
        assertEquals(1, digits.on());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatWasLearnedBeforeStays(int learned) {
        digits = new SwitchDigits(SwitchCode.AUTO, learned);
        SwitchCommand command = command(ON, ON);
        assertEquals(learned, command.digit());
        assertGivesUp(command.reading(OFF, now), "switchCode");
        assertEquals(learned, digits.on());
    }

    @Test
    void aFixedCodeDoesNotCareForWhatWasLearned() {
        assertEquals(1, new SwitchDigits(SwitchCode.ONE, 0).on());
        assertEquals(0, new SwitchDigits(SwitchCode.ZERO, 1).on());
        assertFalse(new SwitchDigits(SwitchCode.ONE, -1).learnable());
    }

    @Test
    void theEffectOfTheReplacedCommandIsNotTheWrongWay() {
        digits = new SwitchDigits(SwitchCode.AUTO, -1);
        SwitchCommand on = command(ON, OFF);
        pass(1);
        SwitchCommand off = command(OFF, OFF, on);
        assertEquals(new Wait(), off.reading(ON, now), "the first command's doing");
        assertEquals(new Done(), off.reading(OFF, now));
        assertTrue(digits.learnable(), "nobody knows which command did what");
    }

    @Test
    void theReplacingCommandIsRepeatedWhenTheReplacedOneHadTheLastWord() {
        SwitchCommand off = command(OFF, OFF, command(ON, OFF));
        assertEquals(new Wait(), off.reading(OFF, now));
        pass(2);
        assertEquals(new Wait(), off.reading(ON, now));
        pass(13);
        assertEquals(new Send(0), off.timeOver(now));
    }

    @Test
    void codesAreReadFromTheirTexts() {
        assertEquals(SwitchCode.AUTO, SwitchCode.of("auto").orElseThrow());
        assertEquals(SwitchCode.ONE, SwitchCode.of(" 1").orElseThrow());
        assertEquals(SwitchCode.ZERO, SwitchCode.of("0").orElseThrow());
        assertTrue(SwitchCode.of("2").isEmpty());
        assertTrue(SwitchCode.of("").isEmpty());
    }
}
