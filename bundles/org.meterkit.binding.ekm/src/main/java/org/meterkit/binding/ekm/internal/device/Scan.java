/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.ekm.internal.device;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.binding.ekm.internal.protocol.BadAnswerException;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterAddresses;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterReading;
import org.meterkit.binding.ekm.internal.protocol.OmnimeterRequest;
import org.meterkit.transport.Registration;

/**
 * Looks for meters: asks with both wildcards, then address by address, one exchange each so that polls go first. Meters know no
 * broadcast that several could answer in turn; two that answer the wildcard at once garble each other.
 */
final class Scan implements Registration {

    /** A meter answers within 35 ms of a request's end, adapters add some; twice that. The request itself comes on top. */
    private static final Duration CANDIDATE_TIMEOUT = Duration.ofMillis(80);

    /** The longest request, ten bits a byte. */
    private static final int REQUEST_BITS = 190;

    private static final int PROGRESS_STEP = 50;

    /** Up to so many given addresses are worth asking in both forms, whatever their numbers look like. */
    private static final int FEW = 16;

    private static final int TRIES = 3;

    private record Candidate(String address, OmnimeterRequest request) {

        boolean isWildcard() {
            return address.equals(OmnimeterReading.ANY_ADDRESS);
        }

        Candidate inOtherForm() {
            return new Candidate(address, request.isV4() ? OmnimeterRequest.V3 : OmnimeterRequest.V4A);
        }
    }

    private final Function<OmnimeterBus.Talk<Boolean>, CompletableFuture<Boolean>> line;
    private final BusSettings settings;
    private final Collection<String> present;
    private final ScanListener listener;
    private final Queue<Candidate> rest = new ArrayDeque<>();
    private final Set<String> found = new HashSet<>();
    private int asked;
    private int total;
    private boolean chosen;
    private boolean garbled;

    private volatile boolean stopped;
    private volatile @Nullable CompletableFuture<?> running;

    /**
     * @param line holds a conversation when its turn has come
     * @param addresses where to look; none for the likely ones, and those only when the wildcard shows that there are several
     * @param present addresses in use on the line
     */
    Scan(
            Function<OmnimeterBus.Talk<Boolean>, CompletableFuture<Boolean>> line,
            BusSettings settings,
            Set<String> addresses,
            Collection<String> present,
            ScanListener listener) {
        this.line = line;
        this.settings = settings;
        this.present = present;
        this.listener = listener;
        rest.add(new Candidate(OmnimeterReading.ANY_ADDRESS, OmnimeterRequest.V4A));
        rest.add(new Candidate(OmnimeterReading.ANY_ADDRESS, OmnimeterRequest.V3));
        choose(addresses);
    }

    private void choose(Set<String> addresses) {
        chosen = !addresses.isEmpty();
        addresses.forEach(each -> rest.add(new Candidate(each, OmnimeterAddresses.likelyRequest(each))));
        total = addresses.size();
    }

    void next() {
        Candidate candidate = rest.poll();
        if (candidate == null) {
            listener.finished(summary());
            return;
        }
        CompletableFuture<Boolean> answer = line.apply(conversation -> ask(conversation, candidate)
                || !candidate.isWildcard() && total <= FEW && ask(conversation, candidate.inOtherForm()));
        running = answer;
        if (stopped) {
            answer.cancel(false);
        }
        answer.whenComplete((somebody, failure) -> {
            if (failure == null) {
                answered(candidate);
                next();
            } else {
                boolean aborted = failure instanceof CancellationException;
                listener.finished((aborted ? "The search was stopped. " : failure.getMessage() + " ") + summary());
            }
        });
    }

    private void answered(Candidate candidate) {
        boolean wildcard = candidate.isWildcard();
        if (!wildcard) {
            asked++;
        } else if (candidate.request() == OmnimeterRequest.V3 && garbled && !chosen) {
            choose(OmnimeterAddresses.likely(present));
        }
        if (wildcard && !candidate.request().isV4() && total > 0 || !wildcard && asked % PROGRESS_STEP == 0) {
            listener.progress(summary());
        }
    }

    /** Whether somebody answered. */
    private boolean ask(Conversation conversation, Candidate candidate) throws IOException, InterruptedException {
        boolean wildcard = candidate.isWildcard();
        Duration timeout = wildcard
                ? settings.responseTimeout()
                : conversation.patience(CANDIDATE_TIMEOUT.plusMillis(1000L * REQUEST_BITS / settings.baudRate()));
        for (int attempt = 0; attempt < TRIES; attempt++) {
            byte[] answer = conversation.ask(candidate.request().to(candidate.address()), timeout);
            if (answer == null) {
                return attempt > 0;
            }
            try {
                OmnimeterReading meter =
                        OmnimeterReading.decode(answer, OmnimeterReading.ANY_ADDRESS, candidate.request());
                if (found.add(meter.address())) {
                    listener.found(meter);
                }
                conversation.end();
                if (wildcard || meter.address().equals(candidate.address())) {
                    return true;
                }
                // else it was late and may have been in the way of the one that was asked now
            } catch (BadAnswerException e) {
                conversation.awaitLongQuiet();
                conversation.end();
                garbled |= wildcard && attempt == TRIES - 1;
            }
        }
        return true;
    }

    private String summary() {
        String meters =
                switch (found.size()) {
                    case 0 -> "No meter was found";
                    case 1 -> "1 meter was found";
                    default -> found.size() + " meters were found";
                };
        String where = total > 0 ? meters + " after " + asked + " of " + total + " addresses." : meters + ".";
        if (garbled) {
            return "More than one meter answers at once. " + where;
        }
        return total == 0 && found.size() == 1 ? "At least 1 meter is here." : where;
    }

    /** Stops it. */
    @Override
    public void close() {
        stopped = true;
        CompletableFuture<?> current = running;
        if (current != null) {
            current.cancel(false);
        }
    }
}
