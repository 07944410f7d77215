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
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meterkit.host.workbench.internal.text.Texts;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingActionsScope;
import org.openhab.core.thing.binding.ThingHandler;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The actions that handlers offer. */
@Component(service = Actions.class)
public final class Actions {

    private final List<ThingActions> providers = new CopyOnWriteArrayList<>();
    private final Texts texts;

    @Activate
    public Actions(@Reference Texts texts) {
        this.texts = texts;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addThingActions(ThingActions actions) {
        providers.add(actions);
    }

    public void removeThingActions(ThingActions actions) {
        providers.remove(actions);
    }

    /** The actions of a thing, as REST lists them. */
    public JsonArray list(ThingUID thing) {
        JsonArray list = new JsonArray();
        for (ThingActions provider : of(thing)) {
            Bundle bundle = FrameworkUtil.getBundle(provider.getClass());
            actions(provider).forEach(action -> list.add(action.json(text -> texts.resolve(bundle, text))));
        }
        return list;
    }

    /**
     * Does an action.
     *
     * @param uid with or, where the name says enough, without the digest of the parameters
     * @return its outputs; empty when there is no such action
     */
    public Optional<JsonObject> execute(ThingUID thing, String uid, JsonObject inputs) {
        List<Action> all = of(thing).stream()
                .flatMap(provider -> actions(provider).stream())
                .toList();
        List<Action> meant = all.stream()
                .filter(action -> action.uid().equals(uid) || action.uid().startsWith(uid + "#"))
                .toList();
        return meant.size() == 1 ? Optional.of(meant.get(0).execute(inputs)) : Optional.empty();
    }

    private List<ThingActions> of(ThingUID thing) {
        return providers.stream()
                .filter(provider -> {
                    ThingHandler handler = provider.getThingHandler();
                    return handler != null && handler.getThing().getUID().equals(thing);
                })
                .toList();
    }

    private static List<Action> actions(ThingActions provider) {
        List<Action> actions = new ArrayList<>();
        ThingActionsScope scope = provider.getClass().getAnnotation(ThingActionsScope.class);
        if (scope != null) {
            for (var method : provider.getClass().getDeclaredMethods()) {
                if (method.isAnnotationPresent(RuleAction.class)) {
                    actions.add(new Action(scope.name(), provider, method));
                }
            }
        }
        actions.sort((a, b) -> a.uid().compareTo(b.uid()));
        return actions;
    }
}
