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

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns configuration values into the types of Java fields. What cannot be converted is null and a warning in the log. */
public final class ConfigParser {
    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class);

    private static final Map<Class<?>, Function<Number, Object>> FROM_NUMBER = Map.of(
            Byte.class, Number::byteValue,
            Short.class, Number::shortValue,
            Integer.class, Number::intValue,
            Long.class, Number::longValue,
            Float.class, Number::floatValue,
            Double.class, Number::doubleValue,
            BigDecimal.class, number -> new BigDecimal(number.toString()));

    private static final Map<Class<?>, Function<String, Object>> FROM_TEXT = Map.of(
            Boolean.class, Boolean::valueOf,
            Byte.class, Byte::valueOf,
            Short.class, Short::valueOf,
            Integer.class, Integer::valueOf,
            Long.class, Long::valueOf,
            Float.class, Float::valueOf,
            Double.class, Double::valueOf,
            BigDecimal.class, BigDecimal::new);

    private ConfigParser() {}

    /**
     * A new object of this class with the values in its fields of the same name, inherited ones included; fields without a
     * value keep what the constructor gave them. A record gets the values through its constructor. Null when the class has
     * no public constructor without arguments.
     */
    public static <T> T configurationAs(Map<String, Object> properties, Class<T> configurationClass) {
        try {
            return configurationClass.isRecord()
                    ? newRecord(properties, configurationClass)
                    : newObject(properties, configurationClass);
        } catch (ReflectiveOperationException e) {
            logger().warn("Could not create configuration instance of '{}'", configurationClass.getName(), e);
            return null;
        }
    }

    private static <T> T newObject(Map<String, Object> properties, Class<T> type) throws ReflectiveOperationException {
        T object = type.getConstructor().newInstance();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                Object value = properties.get(field.getName());
                if (value == null || (field.getModifiers() & (Modifier.FINAL | Modifier.TRANSIENT)) != 0) {
                    continue;
                }
                Object converted = convert(value, field.getType(), field.getGenericType());
                if (converted != null) {
                    field.setAccessible(true);
                    field.set(object, converted);
                }
            }
        }
        return object;
    }

    private static <T> T newRecord(Map<String, Object> properties, Class<T> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            Object value = properties.get(component.getName());
            Object converted = value == null ? null : convert(value, component.getType(), component.getGenericType());
            if (converted == null && component.getType().isPrimitive()) {
                converted = component.getType() == boolean.class ? (Object) false : valueAs(0, component.getType());
            }
            arguments[i] = converted;
        }
        Constructor<T> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }

    private static Object convert(Object value, Class<?> type, Type generic) {
        if (!(value instanceof Collection<?> values)) {
            return valueAs(value, type);
        }
        boolean set = Set.class.isAssignableFrom(type);
        if ((set || List.class.isAssignableFrom(type))
                && generic instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> elementType) {
            Collection<Object> converted = set ? new LinkedHashSet<>() : new ArrayList<>();
            values.stream()
                    .map(element -> (Object) valueAs(element, elementType))
                    .filter(Objects::nonNull)
                    .forEach(converted::add);
            return converted;
        }
        logger().warn("A list of values cannot become a '{}'", generic.getTypeName());
        return null;
    }

    public static <T> T valueAsOrElse(Object value, Class<T> type, T defaultValue) {
        T converted = valueAs(value, type);
        return converted == null ? defaultValue : converted;
    }

    /** The value as this type: a number, a Boolean, a text, an enum by its constant's name, or a list of one. */
    @SuppressWarnings("unchecked") // Converters answer instances of the boxed type.
    public static <T> T valueAs(Object value, Class<T> type) {
        if (value == null) {
            return null;
        }
        Class<?> boxed = BOXES.getOrDefault(type, type);
        if (boxed.isInstance(value)) {
            return (T) value;
        }
        try {
            Object converted = null;
            if (value instanceof Number number && FROM_NUMBER.containsKey(boxed)) {
                converted = FROM_NUMBER.get(boxed).apply(number);
            } else if (value instanceof String text && FROM_TEXT.containsKey(boxed)) {
                converted = FROM_TEXT.get(boxed).apply(text);
            } else if (value instanceof String text && boxed.isEnum()) {
                converted = constant(boxed, text);
            } else if (value instanceof String text && Set.class.isAssignableFrom(boxed)) {
                converted = Set.of(text);
            } else if (value instanceof String text && Collection.class.isAssignableFrom(boxed)) {
                converted = List.of(text);
            }
            if (boxed.isInstance(converted)) {
                return (T) converted;
            }
            // Not the value itself, which may be a secret.
            logger().warn("Conversion of a {} to {} failed", value.getClass().getSimpleName(), type);
        } catch (IllegalArgumentException e) {
            logger().warn("Conversion of a {} to {} failed", value.getClass().getSimpleName(), type);
        }
        return null;
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Logger logger() {
        return LoggerFactory.getLogger(ConfigParser.class);
    }
}
