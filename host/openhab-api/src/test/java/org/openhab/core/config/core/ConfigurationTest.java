/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.config.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    public static class Base {
        public String host = "localhost";
    }

    public static class Everything extends Base {
        public int port = 1;
        public Long large;
        public double ratio;
        public Float small;
        public short shorter;
        public byte tiny;
        public boolean on;
        public Boolean maybe;
        public BigDecimal exact;
        public TimeUnit unit = TimeUnit.DAYS;
        public List<String> names = List.of();
        public List<Integer> numbers = List.of();
        public final String constant = "constant";
    }

    public record Both(String host, int port, List<String> names) {}

    @Test
    void valuesReachTheFieldsOfAClass() {
        Map<String, Object> values = new HashMap<>();
        values.put("host", "meter");
        values.put("port", new BigDecimal("53005"));
        values.put("large", "123456789012");
        values.put("ratio", new BigDecimal("1.5"));
        values.put("small", "2.5");
        values.put("shorter", 3);
        values.put("tiny", "4");
        values.put("on", true);
        values.put("maybe", "true");
        values.put("exact", "0.10");
        values.put("unit", "SECONDS");
        values.put("names", List.of("a", "b"));
        values.put("numbers", List.of(1, 2));
        values.put("constant", "changed");
        values.put("unknown", "ignored");
        Everything config = new Configuration(values).as(Everything.class);
        assertEquals("meter", config.host);
        assertEquals(53005, config.port);
        assertEquals(123456789012L, config.large);
        assertEquals(1.5, config.ratio);
        assertEquals(2.5f, config.small);
        assertEquals(3, config.shorter);
        assertEquals(4, config.tiny);
        assertTrue(config.on);
        assertTrue(config.maybe);
        assertEquals(new BigDecimal("0.10"), config.exact);
        assertEquals(TimeUnit.SECONDS, config.unit);
        assertEquals(List.of("a", "b"), config.names);
        assertEquals(List.of(1, 2), config.numbers);
        assertEquals("constant", config.constant);
    }

    @Test
    void fieldsWithoutAValueKeepTheirDefault() {
        Everything config = new Configuration().as(Everything.class);
        assertEquals("localhost", config.host);
        assertEquals(1, config.port);
        assertNull(config.large);
        assertEquals(TimeUnit.DAYS, config.unit);
    }

    @Test
    void valuesThatCannotBeConvertedAreLeftOut() {
        Everything config =
                new Configuration(Map.of("port", "many", "unit", "EONS", "names", "one")).as(Everything.class);
        assertEquals(1, config.port);
        assertEquals(TimeUnit.DAYS, config.unit);
        assertEquals(List.of("one"), config.names);
    }

    @Test
    void valuesReachTheConstructorOfARecord() {
        assertEquals(
                new Both("meter", 7, List.of("a")),
                new Configuration(Map.of("host", "meter", "port", 7, "names", List.of("a"))).as(Both.class));
        assertEquals(new Both(null, 0, null), new Configuration().as(Both.class));
    }

    @Test
    void valuesAreKeptInOpenHabsTypes() {
        Configuration config = new Configuration(Map.of("a", 1, "b", 2.5));
        assertEquals(new BigDecimal("1"), config.get("a"));
        config.put("c", List.of(1L, 2L));
        assertEquals(List.of(new BigDecimal("1"), new BigDecimal("2")), config.get("c"));
        assertThrows(IllegalArgumentException.class, () -> config.put("d", new Object()));
        assertThrows(IllegalArgumentException.class, () -> config.put("d", List.of("x", 1)));
        assertThrows(UnsupportedOperationException.class, () -> config.getProperties()
                .put("x", "y"));
        assertEquals(config, new Configuration(config));
        config.setProperties(Map.of("only", "this"));
        assertEquals(Map.of("only", "this"), config.getProperties());
        assertFalse(config.containsKey("a"));
    }

    @Test
    void secretsAreNotPrinted() {
        assertEquals("Configuration[key]", new Configuration(Map.of("key", "secret")).toString());
    }

    @Test
    void defaultsFillWhatIsNotSet() {
        ConfigDescription description = ConfigDescriptionBuilder.create(URI.create("thing-type:p1:meter"))
                .withParameter(parameter("offlineAfter", ConfigDescriptionParameter.Type.INTEGER, "60"))
                .withParameter(parameter("port", ConfigDescriptionParameter.Type.TEXT, "COM1"))
                .withParameter(parameter("on", ConfigDescriptionParameter.Type.BOOLEAN, "true"))
                .withParameter(parameter("wrong", ConfigDescriptionParameter.Type.DECIMAL, "x"))
                .build();
        Configuration config = new Configuration(Map.of("port", "COM2"));
        ConfigUtil.applyDefaultConfiguration(config, description);
        assertEquals(Map.of("port", "COM2", "offlineAfter", new BigDecimal(60), "on", true), config.getProperties());
        assertEquals(
                Map.of("offlineAfter", new BigDecimal(5), "x", new BigDecimal(6)),
                ConfigUtil.normalizeTypes(Map.of("offlineAfter", "5", "x", 6), List.of(description)));
    }

    @Test
    void optionsComeFromAllProviders() {
        URI uri = URI.create("thing-type:p1:meter");
        ConfigDescription description = ConfigDescriptionBuilder.create(uri)
                .withParameter(ConfigDescriptionParameterBuilder.create("port", ConfigDescriptionParameter.Type.TEXT)
                        .withOptions(List.of(new ParameterOption("a", "A")))
                        .withLimitToOptions(false)
                        .build())
                .build();
        ConfigDescriptionRegistry registry = new ConfigDescriptionRegistry();
        registry.addConfigDescriptionProvider(new ConfigDescriptionProvider() {
            @Override
            public List<ConfigDescription> getConfigDescriptions(Locale locale) {
                return List.of(description);
            }

            @Override
            public ConfigDescription getConfigDescription(URI asked, Locale locale) {
                return uri.equals(asked) ? description : null;
            }
        });
        registry.addConfigOptionProvider((asked, parameter, context, locale) ->
                parameter.equals("port") ? List.of(new ParameterOption("b", "B")) : null);
        registry.addConfigOptionProvider((asked, parameter, context, locale) -> null);

        ConfigDescriptionParameter port =
                registry.getConfigDescription(uri).toParametersMap().get("port");
        assertEquals(List.of(new ParameterOption("a", "A"), new ParameterOption("b", "B")), port.getOptions());
        assertFalse(port.getLimitToOptions());
        assertEquals(1, registry.getConfigDescriptions().size());
        assertNull(registry.getConfigDescription(URI.create("thing-type:p1:other")));
    }

    private static ConfigDescriptionParameter parameter(
            String name, ConfigDescriptionParameter.Type type, String value) {
        return ConfigDescriptionParameterBuilder.create(name, type)
                .withDefault(value)
                .build();
    }
}
