/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.config.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.osgi.framework.Bundle;

class AbstractDiscoveryServiceTest {
    private static final ThingTypeUID METER = new ThingTypeUID("p1", "meter");
    private static final ThingUID HOME = new ThingUID(METER, "home");

    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

    private final class Service extends AbstractDiscoveryService {
        final List<String> calls = new ArrayList<>();

        Service(int timeout, boolean withInput) {
            super(Set.of(METER), timeout, true, withInput ? "Address" : null, withInput ? "A line address." : null);
        }

        void translate(TranslationProvider texts, LocaleProvider languages) {
            i18nProvider = texts;
            localeProvider = languages;
        }

        @Override
        protected void startScan() {
            calls.add("scan");
        }

        @Override
        protected void startScan(String input) {
            calls.add("scan " + input);
            if (input.isEmpty()) {
                throw new IllegalArgumentException("nothing to scan");
            }
        }

        @Override
        protected void startBackgroundDiscovery() {
            calls.add("background on");
        }

        @Override
        protected void stopBackgroundDiscovery() {
            calls.add("background off");
        }
    }

    private final DiscoveryListener listener = new DiscoveryListener() {
        @Override
        public void thingDiscovered(DiscoveryService source, DiscoveryResult result) {
            news.add("found " + result.getThingUID() + " " + result.getLabel());
        }

        @Override
        public void thingRemoved(DiscoveryService source, ThingUID thingUID) {
            news.add("removed " + thingUID);
        }

        @Override
        public Collection<ThingUID> removeOlderResults(
                DiscoveryService source, Instant timestamp, Collection<ThingTypeUID> types, ThingUID bridgeUID) {
            return null;
        }
    };

    private final ScanListener scans = new ScanListener() {
        @Override
        public void onFinished() {
            news.add("finished");
        }

        @Override
        public void onErrorOccurred(Exception exception) {
            assertInstanceOf(CancellationException.class, exception);
            news.add("aborted");
        }
    };

    private String next() throws InterruptedException {
        return news.poll(20, TimeUnit.SECONDS);
    }

    private static DiscoveryResult home(String label) {
        return DiscoveryResultBuilder.create(HOME)
                .withProperty("serialNumber", "1")
                .withRepresentationProperty("serialNumber")
                .withLabel(label)
                .build();
    }

    @Test
    void aScanEndsByItsTimeout() throws InterruptedException {
        Service service = new Service(1, false);
        service.startScan(scans);
        assertEquals("finished", next());
        assertEquals(List.of("scan"), service.calls);
    }

    @Test
    void aNewScanEndsTheOneThatRuns() throws InterruptedException {
        Service service = new Service(0, false);
        service.startScan(scans);
        service.startScan(scans);
        assertEquals("finished", next());
        service.abortScan();
        assertEquals("aborted", next());
        service.abortScan();
        assertNull(news.poll());
    }

    @Test
    void onlyWhoHasALabelGetsInput() {
        Service with = new Service(0, true);
        assertTrue(with.isScanInputSupported());
        with.startScan("tcp://meter:1", scans);
        assertEquals(List.of("scan tcp://meter:1"), with.calls);
        Service without = new Service(0, false);
        assertFalse(without.isScanInputSupported());
        without.startScan("tcp://meter:1", scans);
        assertEquals(List.of("scan"), without.calls);
    }

    @Test
    void aScanThatFailsIsNoScan() {
        Service service = new Service(0, true);
        assertThrows(IllegalArgumentException.class, () -> service.startScan("", scans));
        service.abortScan();
        assertNull(news.poll());
    }

    @Test
    void resultsReachListenersAlsoLateOnes() throws InterruptedException {
        Service service = new Service(0, false);
        service.addDiscoveryListener(listener);
        service.thingDiscovered(home("Home"), null);
        assertEquals("found p1:meter:home Home", next());
        service.removeDiscoveryListener(listener);
        service.addDiscoveryListener(listener);
        assertEquals("found p1:meter:home Home", next());
        service.thingRemoved(HOME);
        assertEquals("removed p1:meter:home", next());
        service.removeDiscoveryListener(listener);
        service.addDiscoveryListener(listener);
        assertNull(news.poll());
    }

    @Test
    void labelsAreTranslated() throws InterruptedException {
        Service service = new Service(0, false);
        service.translate(
                new TranslationProvider() {
                    @Override
                    public String getText(Bundle bundle, String key, String defaultText, Locale locale) {
                        return key;
                    }

                    @Override
                    public String getText(
                            Bundle bundle, String key, String defaultText, Locale locale, Object... arguments) {
                        return key.equals("meter") ? locale + " " + List.of(arguments) : defaultText;
                    }
                },
                () -> Locale.GERMAN);
        service.addDiscoveryListener(listener);
        service.thingDiscovered(home("@text/meter [\"4711\"]"), null);
        assertEquals("found p1:meter:home de [4711]", next());
        service.thingDiscovered(home("Plain"), null);
        assertEquals("found p1:meter:home Plain", next());
    }

    @Test
    void backgroundDiscoveryFollowsTheConfiguration() {
        Service service = new Service(0, false);
        service.activate(Map.of("background", false));
        service.modified(Map.of("background", "true"));
        service.modified(null);
        service.deactivate();
        assertEquals(List.of("background on", "background off"), service.calls);
        assertThrows(IllegalArgumentException.class, () -> new Service(-1, false));
    }

    @Test
    void aResultKnowsItsTypeAndTime() {
        DiscoveryResult result = home("Home");
        assertEquals(METER, result.getThingTypeUID());
        assertEquals("p1", result.getBindingId());
        assertEquals(DiscoveryResultFlag.NEW, result.getFlag());
        assertEquals(DiscoveryResult.TTL_UNLIMITED, result.getTimeToLive());
        assertEquals(result, home("Other"), "same thing");
        assertFalse(result.getCreationTime().isAfter(Instant.now()));
        assertThrows(
                IllegalArgumentException.class,
                () -> DiscoveryResultBuilder.create(HOME).withTTL(0).build());
    }
}
