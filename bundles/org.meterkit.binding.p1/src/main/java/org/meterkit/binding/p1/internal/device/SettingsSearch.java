/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.device;

import java.time.Duration;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.transport.Moment;
import org.meterkit.transport.SerialSettings;

/**
 * Finds the settings of a serial line by trying: told what happens and when, it says with which settings to listen. Once they are
 * found it stays with them, whatever is damaged, until bytes but no telegram have come for minutes. Without a byte it stays too, since
 * wrong settings garble bytes but don't hide them. Knows no clock. Not thread-safe.
 */
final class SettingsSearch {

    /** How long found settings are believed without a telegram. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** So many windows without a byte say that it is not the settings. */
    private static final int SILENT_WINDOWS = 2;

    private final List<SerialSettings> candidates;
    private final Duration window;
    private final boolean moveOnSilence;

    private int current;
    private boolean settled;
    /** When the present window began; null while the line is not open. */
    private @Nullable Moment begin;

    private boolean heard;
    private int silent;
    private int fruitless;

    /**
     * Begins with the first candidate.
     *
     * @param candidates what to try in turn, at least one
     * @param window how long each is tried
     * @param moveOnSilence whether to try the next one also when no byte came
     */
    SettingsSearch(List<SerialSettings> candidates, Duration window, boolean moveOnSilence) {
        this.candidates = List.copyOf(candidates);
        this.window = window;
        this.moveOnSilence = moveOnSilence;
    }

    SerialSettings current() {
        return candidates.get(current);
    }

    List<SerialSettings> candidates() {
        return candidates;
    }

    /** The line is open with the current settings. */
    void opened(Moment at) {
        begin = at;
        heard = false;
    }

    /** The line is not open. */
    void lost() {
        begin = null;
    }

    /** Bytes came. */
    void heard() {
        heard = true;
    }

    /** A telegram came that can be believed. */
    void telegram(Moment at) {
        settled = true;
        begin = at;
        heard = false;
        silent = 0;
        fruitless = 0;
    }

    boolean settled() {
        return settled;
    }

    /** When to ask {@link #move} next; null while there is nothing to wait for. */
    @Nullable
    Moment due() {
        Moment since = begin;
        return since == null ? null : since.plus(settled ? PATIENCE : window);
    }

    /**
     * Looks at the time.
     *
     * @return whether the settings to listen with are now others
     */
    boolean move(Moment now) {
        Moment due = due();
        if (due == null || now.since(due).isNegative()) {
            return false;
        }
        boolean next = heard || moveOnSilence && !settled;
        silent = heard ? 0 : silent + 1;
        fruitless += heard ? 1 : 0;
        settled &= !heard;
        begin = now;
        heard = false;
        if (!next || candidates.size() == 1) {
            return false;
        }
        current = (current + 1) % candidates.size();
        begin = null;
        return true;
    }

    /** Whether no byte came for so long that it is not the settings. */
    boolean hopelesslySilent() {
        return silent >= SILENT_WINDOWS;
    }

    /** Whether bytes came with all settings and no telegram with any. */
    boolean hopelesslyGarbled() {
        return fruitless >= candidates.size();
    }
}
