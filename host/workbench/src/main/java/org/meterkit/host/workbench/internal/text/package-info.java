/** Translations, language and time zone. */
@NonNullByDefault
package org.meterkit.host.workbench.internal.text;

import org.eclipse.jdt.annotation.NonNullByDefault;
