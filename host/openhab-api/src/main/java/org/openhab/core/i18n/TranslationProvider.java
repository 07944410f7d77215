/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.core.i18n;

import java.util.Locale;
import org.osgi.framework.Bundle;

/** Texts of a bundle's {@code OH-INF/i18n} files. The default text, which may be null, is the answer for an unknown key. */
public interface TranslationProvider {
    String getText(Bundle bundle, String key, String defaultText, Locale locale);

    /** As above, with {@link java.text.MessageFormat} placeholders filled. */
    String getText(Bundle bundle, String key, String defaultText, Locale locale, Object... arguments);
}
