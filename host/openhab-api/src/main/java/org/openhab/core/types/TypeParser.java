/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.types;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** Makes states and commands from text by the static {@code valueOf(String)} of their classes. */
public final class TypeParser {
    private static final String LIBRARY = "org.openhab.core.library.types.";

    private TypeParser() {}

    /** The value of the core type of this simple class name, or null when there is no such type or it refuses the text. */
    public static Type parseType(String typeName, String input) {
        try {
            return (Type) valueOf(Class.forName(LIBRARY + typeName), input);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** The state of the first class that accepts the text, or null. */
    public static State parseState(List<Class<? extends State>> types, String s) {
        return first(types, s);
    }

    /** The command of the first class that accepts the text, or null. */
    public static Command parseCommand(List<Class<? extends Command>> types, String s) {
        return first(types, s);
    }

    private static <T extends Type> T first(List<Class<? extends T>> types, String text) {
        for (Class<? extends T> type : types) {
            T value = type.cast(valueOf(type, text));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static Object valueOf(Class<?> type, String text) {
        try {
            return type.getMethod("valueOf", String.class).invoke(null, text);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            // The class refuses the text: not a value of this type.
            return null;
        }
    }
}
