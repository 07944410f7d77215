/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.binding.enistic.internal.thing;

import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingActionsScope;
import org.openhab.core.thing.binding.ThingHandler;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Actions of a socket for rules. */
@Component(scope = ServiceScope.PROTOTYPE, service = EnisticSocketActions.class)
@ThingActionsScope(name = EnisticConstants.BINDING_ID)
public class EnisticSocketActions implements ThingActions {

    private @Nullable EnisticSocketHandler handler;

    @Override
    public void setThingHandler(ThingHandler handler) {
        this.handler = (EnisticSocketHandler) handler;
    }

    @Override
    public @Nullable ThingHandler getThingHandler() {
        return handler;
    }

    /** Begins to count the socket's energy anew; answers with a sentence. */
    @RuleAction(label = "@text/action.reset-energy.label", description = "@text/action.reset-energy.description")
    @ActionOutput(
            name = "result",
            label = "@text/action.result.label",
            description = "@text/action.result.description",
            type = "java.lang.String")
    public String resetEnergy() {
        EnisticSocketHandler handler = this.handler;
        return handler == null ? "Refused: the socket is not at work." : handler.resetEnergy();
    }

    /** For rules in the DSL. */
    public static String resetEnergy(ThingActions actions) {
        return ((EnisticSocketActions) actions).resetEnergy();
    }
}
