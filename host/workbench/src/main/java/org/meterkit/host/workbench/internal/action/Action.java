/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.action;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.host.workbench.internal.thing.ThingJson;
import org.openhab.core.automation.annotation.ActionInput;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.binding.ThingActions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One action of a thing, as its annotations describe it. */
final class Action {

    private static final Map<Class<?>, Object> PRIMITIVE_DEFAULTS = Map.of(
            boolean.class,
            false,
            byte.class,
            (byte) 0,
            short.class,
            (short) 0,
            int.class,
            0,
            long.class,
            0L,
            float.class,
            0f,
            double.class,
            0d);

    /** How openHAB makes an input's type from the text of a JSON value. */
    private static final Map<Class<?>, Function<String, Object>> FROM_TEXT = Map.ofEntries(
            Map.entry(String.class, text -> text),
            Map.entry(boolean.class, Boolean::valueOf),
            Map.entry(Boolean.class, Boolean::valueOf),
            Map.entry(byte.class, text -> new BigDecimal(text).byteValue()),
            Map.entry(Byte.class, text -> new BigDecimal(text).byteValue()),
            Map.entry(short.class, text -> new BigDecimal(text).shortValue()),
            Map.entry(Short.class, text -> new BigDecimal(text).shortValue()),
            Map.entry(int.class, text -> new BigDecimal(text).intValue()),
            Map.entry(Integer.class, text -> new BigDecimal(text).intValue()),
            Map.entry(long.class, text -> new BigDecimal(text).longValue()),
            Map.entry(Long.class, text -> new BigDecimal(text).longValue()),
            Map.entry(float.class, Float::valueOf),
            Map.entry(Float.class, Float::valueOf),
            Map.entry(double.class, Double::valueOf),
            Map.entry(Double.class, Double::valueOf),
            Map.entry(Number.class, Double::valueOf),
            Map.entry(DecimalType.class, DecimalType::valueOf),
            Map.entry(QuantityType.class, QuantityType::valueOf),
            Map.entry(LocalDate.class, LocalDate::parse),
            Map.entry(LocalTime.class, LocalTime::parse),
            Map.entry(LocalDateTime.class, LocalDateTime::parse),
            Map.entry(ZonedDateTime.class, Action::zoned),
            Map.entry(Instant.class, text -> zoned(text).toInstant()),
            Map.entry(Date.class, text -> Date.from(zoned(text).toInstant())),
            Map.entry(Duration.class, Duration::parse));

    private final Logger logger = LoggerFactory.getLogger(Action.class);
    private final ThingActions provider;
    private final Method method;
    private final String uid;

    Action(String scope, ThingActions provider, Method method) {
        this.provider = provider;
        this.method = method;
        this.uid = scope + "." + method.getName() + "#" + signature(method);
    }

    /** openHAB tells overloaded actions apart by a digest of their parameters' types. */
    private static String signature(Method method) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (Class<?> type : method.getParameterTypes()) {
                digest.update(type.getName().getBytes(StandardCharsets.UTF_8));
            }
            return "%032x".formatted(new BigInteger(1, digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ZonedDateTime zoned(String text) {
        var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
        return parsed instanceof ZonedDateTime zoned ? zoned : ((LocalDateTime) parsed).atZone(ZoneId.systemDefault());
    }

    /** {@code scope.method#digest}; without the digest it is meant as well when no other action has the name. */
    String uid() {
        return uid;
    }

    /** Whether a REST client could fill its inputs in. */
    boolean isEditable() {
        for (Class<?> type : method.getParameterTypes()) {
            if (!FROM_TEXT.containsKey(type)) {
                return false;
            }
        }
        return true;
    }

    JsonObject json(UnaryOperator<@Nullable String> texts) {
        RuleAction annotation = method.getAnnotation(RuleAction.class);
        JsonObject json = new JsonObject();
        json.addProperty("actionUid", uid);
        ThingJson.add(json, "label", texts.apply(annotation.label()));
        ThingJson.add(json, "description", texts.apply(annotation.description()));
        json.addProperty("visibility", annotation.visibility().name());
        JsonArray inputs = new JsonArray();
        JsonArray parameters = new JsonArray();
        for (int i = 0; i < method.getParameterCount(); i++) {
            JsonObject input = input(i, texts);
            inputs.add(input);
            parameters.add(parameter(i, input));
        }
        json.add("inputs", inputs);
        if (isEditable()) {
            json.add("inputConfigDescriptions", parameters);
        }
        JsonArray outputs = new JsonArray();
        for (ActionOutput output : method.getAnnotationsByType(ActionOutput.class)) {
            JsonObject each = new JsonObject();
            each.addProperty("name", output.name());
            each.addProperty("type", output.type());
            ThingJson.add(each, "label", texts.apply(output.label()));
            ThingJson.add(each, "description", texts.apply(output.description()));
            outputs.add(each);
        }
        json.add("outputs", outputs);
        return json;
    }

    private JsonObject input(int index, UnaryOperator<@Nullable String> texts) {
        Parameter parameter = method.getParameters()[index];
        ActionInput annotation = parameter.getAnnotation(ActionInput.class);
        JsonObject json = new JsonObject();
        json.addProperty("name", inputName(index));
        json.addProperty("type", parameter.getType().getCanonicalName());
        if (annotation != null) {
            ThingJson.add(json, "label", texts.apply(annotation.label()));
            ThingJson.add(json, "description", texts.apply(annotation.description()));
            json.addProperty("required", annotation.required());
            json.addProperty("defaultValue", annotation.defaultValue());
        }
        return json;
    }

    private JsonObject parameter(int index, JsonObject input) {
        Class<?> type = method.getParameterTypes()[index];
        JsonObject json = new JsonObject();
        json.addProperty("name", inputName(index));
        for (String same : new String[] {"label", "description"}) {
            if (input.has(same)) {
                json.add(same, input.get(same));
            }
        }
        boolean required = type.isPrimitive()
                || input.has("required") && input.get("required").getAsBoolean();
        json.addProperty("required", required);
        json.addProperty("type", parameterType(type));
        String given = input.has("defaultValue") ? input.get("defaultValue").getAsString() : "";
        if (!given.isEmpty() || type.isPrimitive()) {
            json.addProperty(
                    "default", given.isEmpty() ? PRIMITIVE_DEFAULTS.get(type).toString() : given);
        }
        json.addProperty("readOnly", false);
        json.addProperty("multiple", false);
        return json;
    }

    private static String parameterType(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "BOOLEAN";
        }
        boolean fraction = type == float.class
                || type == double.class
                || type == Float.class
                || type == Double.class
                || type == Number.class
                || type == DecimalType.class
                || type == QuantityType.class;
        boolean integer = !fraction && (type.isPrimitive() || Number.class.isAssignableFrom(type));
        return fraction ? "DECIMAL" : integer ? "INTEGER" : "TEXT";
    }

    private String inputName(int index) {
        ActionInput annotation = method.getParameters()[index].getAnnotation(ActionInput.class);
        return annotation == null ? "p" + index : annotation.name();
    }

    /**
     * Does it. An input that is no value of its type counts as not given; what the action throws is logged and leaves
     * an empty answer, as with openHAB.
     */
    JsonObject execute(JsonObject inputs) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(method.getParameterTypes()[i], inputName(i), inputs);
        }
        try {
            return outputs(method.invoke(provider, arguments));
        } catch (InvocationTargetException e) {
            logger.error("Action '{}' failed", uid, e.getCause());
        } catch (IllegalAccessException | IllegalArgumentException e) {
            logger.error("Action '{}' could not be called: {}", uid, e.getMessage());
        }
        return new JsonObject();
    }

    private @Nullable Object argument(Class<?> type, String name, JsonObject inputs) {
        JsonElement given = inputs.get(name);
        if (given instanceof JsonPrimitive primitive && FROM_TEXT.containsKey(type)) {
            try {
                return FROM_TEXT.get(type).apply(primitive.getAsString());
            } catch (RuntimeException e) {
                logger.warn("Input '{}' of action '{}' is no {}; it is ignored.", name, uid, type.getSimpleName());
            }
        }
        return PRIMITIVE_DEFAULTS.get(type);
    }

    private JsonObject outputs(@Nullable Object result) {
        JsonObject json = new JsonObject();
        if (result instanceof Map<?, ?> several) {
            several.forEach((name, value) -> json.add(String.valueOf(name), output(value)));
        } else if (result != null) {
            json.add("result", output(result));
        }
        return json;
    }

    private static JsonElement output(@Nullable Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        boolean plain = value instanceof Boolean
                || value instanceof Collection
                || value instanceof Number && !(value instanceof QuantityType || value instanceof DecimalType);
        return ThingJson.value(plain ? value : value.toString());
    }
}
