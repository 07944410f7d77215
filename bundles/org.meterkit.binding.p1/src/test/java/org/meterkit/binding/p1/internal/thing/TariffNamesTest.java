/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.p1.internal.thing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterkit.binding.p1.internal.device.P1Counters;
import org.meterkit.binding.p1.internal.protocol.P1Decoder;
import org.meterkit.binding.p1.internal.protocol.Telegrams;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.ThingRegistry;
import org.openhab.core.thing.binding.builder.BridgeBuilder;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.StateDescription;
import org.openhab.core.types.StateDescriptionFragmentBuilder;
import org.openhab.core.types.StateOption;
import org.osgi.framework.Bundle;

class TariffNamesTest {

    /** The files of the binding, read by language alone. */
    private static final class Texts implements TranslationProvider {

        @Override
        public @Nullable String getText(
                @Nullable Bundle bundle, @Nullable String key, @Nullable String defaultText, @Nullable Locale locale) {
            String suffix = locale == null || locale.getLanguage().equals("en") ? "" : "_" + locale.getLanguage();
            Properties texts = new Properties();
            try (InputStreamReader reader = new InputStreamReader(
                    TariffNames.class.getResourceAsStream("/OH-INF/i18n/p1" + suffix + ".properties"),
                    StandardCharsets.UTF_8)) {
                texts.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return texts.getProperty(String.valueOf(key));
        }

        @Override
        public @Nullable String getText(
                @Nullable Bundle bundle,
                @Nullable String key,
                @Nullable String defaultText,
                @Nullable Locale locale,
                @Nullable Object @Nullable ... arguments) {
            return getText(bundle, key, defaultText, locale);
        }
    }

    private static final StateDescription ORIGINAL = StateDescriptionFragmentBuilder.create()
            .withPattern("%.0f")
            .withReadOnly(true)
            .build()
            .toStateDescription();

    private static @Nullable StateDescription described(String type, Locale locale, String... lines) {
        Bridge meter = BridgeBuilder.create(P1Ids.METER, "home").build();
        meter.setProperties(new P1Reading(
                        new P1Decoder()
                                .decode(Telegrams.bytes(
                                        Telegrams.composed(lines).stripTrailing())),
                        Instant.parse("2026-02-12T12:00:00Z"),
                        ZoneId.of("Europe/Brussels"),
                        new P1Counters(1, Map.of()))
                .properties());
        ThingRegistry registry = (ThingRegistry) Proxy.newProxyInstance(
                ThingRegistry.class.getClassLoader(),
                new Class<?>[] {ThingRegistry.class},
                (proxy, method, arguments) -> meter.getUID().equals(arguments[0]) ? meter : null);
        Channel channel = ChannelBuilder.create(new ChannelUID(meter.getUID(), "tariff"), "Number")
                .withType(new ChannelTypeUID("p1", type))
                .build();
        return new TariffNames(registry, new Texts()).getStateDescription(channel, ORIGINAL, locale);
    }

    @ParameterizedTest
    @CsvSource({
        "en, 1-3:0.2.8(50), Low, Normal",
        "de, 1-3:0.2.8(42), Niedrig, Normal",
        "nl, 1-3:0.2.8(40), Laag, Normaal",
        // before DSMR 4
        "en, 1-0:1.8.2(00001.000*kWh), Low, Normal",
        "en, 0-0:96.1.4(50221), Day, Night",
        "de, 0-0:96.1.4(50213), Tag, Nacht",
        "nl, 0-0:96.1.4(3530323137), Dag, Nacht",
        "nl, 1-0:94.32.1(400), Dag, Nacht",
    })
    void tariffsAreNamedAsInTheCountry(String language, String line, String first, String second) {
        StateDescription description = described(
                "tariff", Locale.forLanguageTag(language), "0-0:96.14.0(0001)", "1-0:1.8.1(00001.000*kWh)", line);

        assertEquals(
                List.of("1 " + first, "2 " + second),
                description.getOptions().stream()
                        .map((StateOption option) -> option.getValue() + " " + option.getLabel())
                        .toList());
        assertEquals("%.0f", description.getPattern());
        assertEquals(true, description.isReadOnly());
    }

    @Test
    void whatIsNotKnownIsNotNamed() {
        // Lithuania and Hungary have four tariffs and a total
        assertNull(described("tariff", Locale.ENGLISH, "0-0:96.14.0(0001)", "1-0:1.8.0(1*kWh)", "1-0:1.8.1(1*kWh)"));
        assertNull(described("tariff", Locale.ENGLISH, "0-0:96.14.0(0001)", "1-0:1.8.1(1*kWh)", "1-0:1.8.3(1*kWh)"));
        // nothing but heat
        assertNull(described("tariff", Locale.ENGLISH, "1-3:0.2.8(50)", "0-1:24.1.0(012)"));
        assertNull(described("message", Locale.ENGLISH, "1-3:0.2.8(50)", "0-0:96.14.0(0001)"));
    }
}
