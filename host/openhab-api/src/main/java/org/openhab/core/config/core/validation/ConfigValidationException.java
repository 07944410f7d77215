/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.config.core.validation;

import java.text.MessageFormat;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;

/** A configuration that was refused. */
public final class ConfigValidationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Bundle bundle;
    private final transient TranslationProvider translationProvider;
    private final transient List<ConfigValidationMessage> messages;

    /** Without a bundle or a translation provider the messages are not translated. */
    public ConfigValidationException(
            Bundle bundle,
            TranslationProvider translationProvider,
            Collection<ConfigValidationMessage> configValidationMessages) {
        super("Validation of configuration parameters failed: " + configValidationMessages);
        this.bundle = bundle;
        this.translationProvider = translationProvider;
        this.messages = List.copyOf(configValidationMessages);
    }

    /** The untranslated message for each refused parameter. */
    public Map<String, String> getValidationMessages() {
        Map<String, String> texts = new LinkedHashMap<>();
        messages.forEach(message -> texts.put(message.parameterName, untranslated(message)));
        return texts;
    }

    /** The message for each refused parameter. */
    public Map<String, String> getValidationMessages(Locale locale) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (ConfigValidationMessage message : messages) {
            String text = bundle == null || translationProvider == null
                    ? null
                    : translationProvider.getText(
                            bundle, message.messageKey, message.defaultMessage, locale, message.content);
            texts.put(message.parameterName, text == null ? untranslated(message) : text);
        }
        return texts;
    }

    private static String untranslated(ConfigValidationMessage message) {
        return MessageFormat.format(message.defaultMessage, message.content);
    }
}
