/*
 * Copyright (c) 2026 the Meterkit contributors
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * https://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.meterkit.host.workbench.internal.rest;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;
import org.meterkit.host.workbench.internal.action.Actions;
import org.meterkit.host.workbench.internal.action.Consoles;
import org.meterkit.host.workbench.internal.event.EventBus;
import org.meterkit.host.workbench.internal.inbox.Scans;
import org.meterkit.host.workbench.internal.inbox.StoredInbox;
import org.meterkit.host.workbench.internal.item.ItemTraffic;
import org.meterkit.host.workbench.internal.item.Items;
import org.meterkit.host.workbench.internal.item.Links;
import org.meterkit.host.workbench.internal.thing.ThingLifecycle;
import org.meterkit.host.workbench.internal.thing.Things;
import org.meterkit.transport.DatagramService;
import org.meterkit.transport.LineService;
import org.openhab.core.addon.AddonInfoRegistry;
import org.openhab.core.config.core.ConfigDescriptionRegistry;
import org.openhab.core.thing.type.ChannelGroupTypeRegistry;
import org.openhab.core.thing.type.ChannelTypeRegistry;
import org.openhab.core.thing.type.ThingTypeRegistry;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every HTTP request: openHAB's paths below {@code /rest}, the workbench's own below {@code /workbench}, and the
 * page. Each request has a thread of its own, also one that streams.
 */
@Component(immediate = true, service = HttpHandler.class)
public final class WebServer implements HttpHandler {

    /** openHAB sends a sign of life as often. */
    private static final int ALIVE_SECONDS = 10;

    /** A client that lags that far behind is let go. */
    private static final int LONGEST_QUEUE = 10_000;

    private static final String LAST_FRAME = "";
    private static final int STREAMING = 0;
    private static final int NO_BODY = -1;

    private final Logger logger = LoggerFactory.getLogger(WebServer.class);
    private final Router router;
    private final Set<BlockingQueue<String>> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Activate
    public WebServer(
            BundleContext context,
            @Reference Things things,
            @Reference ThingLifecycle lifecycle,
            @Reference ThingTypeRegistry thingTypes,
            @Reference ChannelTypeRegistry channelTypes,
            @Reference ChannelGroupTypeRegistry groupTypes,
            @Reference ConfigDescriptionRegistry descriptions,
            @Reference Items items,
            @Reference Links links,
            @Reference ItemTraffic traffic,
            @Reference StoredInbox inbox,
            @Reference Scans scans,
            @Reference Actions actions,
            @Reference Consoles consoles,
            @Reference EventBus events,
            @Reference AddonInfoRegistry addons,
            @Reference LineService lines,
            @Reference DatagramService datagrams) {
        this(new Router());
        ThingsApi thingsApi = new ThingsApi(things, lifecycle, thingTypes, descriptions, links);
        thingsApi.register(router);
        new TypesApi(thingTypes, channelTypes, groupTypes, descriptions).register(router);
        new ItemsApi(items, links, traffic).register(router);
        new InboxApi(inbox, scans).register(router);
        new ActionsApi(actions).register(router);
        new EventsApi(events).register(router);
        new RootApi().register(router);
        new WorkbenchApi(
                        context.getBundle().getVersion().toString(),
                        Objects.requireNonNullElse(context.getProperty("meterkit.simulated"), ""),
                        thingsApi,
                        consoles,
                        addons,
                        scans,
                        lines,
                        datagrams)
                .register(router);
        new PageApi().register(router);
    }

    /** A server of these routes only. */
    WebServer(Router router) {
        this.router = router;
    }

    /** Ends the streams. */
    @Deactivate
    public void close() {
        closed = true;
        streams.forEach(stream -> stream.offer(LAST_FRAME));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer answer = answer(exchange, body);
            if (answer instanceof Answer.Whole whole) {
                write(exchange, whole);
            } else if (answer instanceof Answer.Events events) {
                stream(exchange, events);
            }
        }
    }

    private Answer answer(HttpExchange exchange, String body) {
        @Nullable String host = exchange.getRequestHeaders().getFirst("Host");
        @Nullable String query = exchange.getRequestURI().getRawQuery();
        try {
            return router.answer(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    query == null ? "" : query,
                    "http://" + host,
                    body);
        } catch (IllegalArgumentException e) {
            return Answer.error(Answer.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            logger.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            return Answer.error(Answer.SERVER_ERROR, String.valueOf(e));
        }
    }

    private static void write(HttpExchange exchange, Answer.Whole answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.code(), body.length == 0 ? NO_BODY : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private void stream(HttpExchange exchange, Answer.Events events) throws IOException {
        BlockingQueue<String> frames = new LinkedBlockingQueue<>(LONGEST_QUEUE);
        streams.add(frames);
        try (Answer.Subscription subscription = events.source().subscribe(frame -> {
            if (!frames.offer(frame)) {
                frames.clear();
                frames.offer(LAST_FRAME);
            }
        })) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-cache");
            exchange.sendResponseHeaders(Answer.OK, STREAMING);
            OutputStream output = exchange.getResponseBody();
            output.flush();
            while (!closed) {
                String frame = frames.poll(ALIVE_SECONDS, TimeUnit.SECONDS);
                if (LAST_FRAME.equals(frame)) {
                    return;
                }
                output.write((frame == null ? alive() : frame).getBytes(StandardCharsets.UTF_8));
                if (frames.isEmpty()) {
                    output.flush();
                }
            }
        } catch (IOException e) {
            logger.debug("A listener went: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.remove(frames);
        }
    }

    private static String alive() {
        JsonObject alive = new JsonObject();
        alive.addProperty("type", "ALIVE");
        alive.addProperty("interval", ALIVE_SECONDS);
        return Answer.frame("alive", alive);
    }
}
