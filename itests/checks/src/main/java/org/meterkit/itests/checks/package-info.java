/** What the build proves about every add-on: its OH-INF files, its documentation, its imports and its manifest. */
@NonNullByDefault
package org.meterkit.itests.checks;

import org.eclipse.jdt.annotation.NonNullByDefault;
