'use strict';

// Everything but /workbench/... is openHAB's own REST interface.

const CHART_MINUTES = 5;
const REFRESH_MS = 250;
const WIRE_LINES = 400;

const things = new Map();
const types = new Map();
const patterns = new Map();   // channel type -> state description
const states = new Map();     // item -> state text
const samples = new Map();    // item -> [{t, v}]
const wished = new Map();     // item -> command under way
const open = new Set();       // unfolded details
let inbox = [];
let info = {simulated: {}, bindings: [], lines: [], ports: [], serialPorts: []};

// Small helpers

const $ = id => document.getElementById(id);

function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== 'string') element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

async function call(method, path, body) {
  const json = body !== undefined && typeof body !== 'string';
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : {'Content-Type': json ? 'application/json' : 'text/plain'},
    body: json ? JSON.stringify(body) : body,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(reason(text) || `${method} ${path} was answered with ${response.status}`);
  try { return JSON.parse(text); } catch { return text; }
}

function reason(text) {
  try {
    const json = JSON.parse(text);
    return json.error ? json.error.message : Object.entries(json).map(([name, why]) => `${name}: ${why}`).join(' ');
  } catch { return text; }
}

let toastTimer;
function toast(text) {
  const element = $('toast');
  element.textContent = text;
  element.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => element.hidden = true, 5000);
}

const attempt = action => async event => {
  if (event) event.preventDefault();
  try { await action(event); } catch (error) { toast(error.message); }
};

const encode = encodeURIComponent;
const itemName = (thing, channel) => `${thing}_${channel}`.replace(/[^A-Za-z0-9]/g, '_').replace(/^(\d)/, '_$1');

// Values

function describe(channel) {
  return patterns.get(channel.channelTypeUID) || {};
}

/** A state as the channel's pattern wants it: [figure, unit]. */
function shown(channel, state) {
  if (state === undefined || state === 'NULL' || state === 'UNDEF') return ['–', ''];
  const description = describe(channel);
  const option = (description.options || []).find(each => each.value === state);
  if (option && option.label) return [option.label, ''];
  if (channel.itemType === 'DateTime') {
    const at = new Date(state.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
    const today = at.toDateString() === new Date().toDateString();
    return [isNaN(at) ? state : today ? at.toLocaleTimeString() : at.toLocaleString(), ''];
  }
  const number = /^(-?[\d.]+(?:E[+-]?\d+)?)(?: (.*))?$/.exec(state);
  if (!number || !(channel.itemType || '').startsWith('Number')) return [state, ''];
  const decimals = /%[,+]*\.(\d)f/.exec(description.pattern || '');
  const digits = /%[,+]*d/.test(description.pattern || '') ? 0 : decimals ? Number(decimals[1]) : undefined;
  const figure = Number(number[1]).toLocaleString(undefined, digits === undefined
    ? {maximumFractionDigits: 3}
    : {minimumFractionDigits: digits, maximumFractionDigits: digits});
  return [figure, number[2] || ''];
}

const numberOf = state => parseFloat(state);
const itemOf = channel => (channel.linkedItems || [])[0];

function keepSample(item, state, t = Date.now()) {
  const v = numberOf(state);
  if (isNaN(v)) return;
  const list = samples.get(item) || [];
  list.push({t, v});
  const oldest = t - CHART_MINUTES * 60000;
  while (list.length > 1 && list[1].t < oldest) list.shift();
  samples.set(item, list);
}

function chart(item, channel) {
  const now = Date.now(), from = now - CHART_MINUTES * 60000;
  const list = (samples.get(item) || []).map(s => ({t: Math.max(s.t, from), v: s.v}));
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('class', 'chart');
  svg.setAttribute('viewBox', '0 0 300 64');
  svg.setAttribute('preserveAspectRatio', 'none');
  const add = (tag, attributes) => {
    const part = document.createElementNS(ns, tag);
    Object.entries(attributes).forEach(([name, value]) => part.setAttribute(name, value));
    svg.append(part);
  };
  let low = 0, high = 0;
  list.forEach(s => { low = Math.min(low, s.v); high = Math.max(high, s.v); });
  const top = high;
  if (high === low) high = low + 1;
  const x = t => (t - from) / (now - from) * 300;
  const y = v => 60 - (v - low) / (high - low) * 54;
  add('line', {x1: 0, x2: 300, y1: y(0), y2: y(0)});
  if (list.length) {
    let path = `M${x(list[0].t)},${y(list[0].v)}`;
    list.slice(1).forEach(s => path += `H${x(s.t)}V${y(s.v)}`);
    path += 'H300';
    add('path', {class: 'area', d: `${path}V${y(0)}H${x(list[0].t)}Z`});
    add('path', {class: 'line', d: path});
  }
  const label = value => { const [f, u] = shown(channel, `${value} ${(states.get(item) || '').split(' ')[1] || ''}`.trim()); return `${f} ${u}`; };
  return [svg, h('div', {class: 'scale'}, h('span', {}, `${CHART_MINUTES} min ago`),
    h('span', {}, list.length ? `${low < 0 ? label(low) + ' … ' : 'max '}${label(top)}` : ''), h('span', {}, 'now'))];
}

// Meters

const primary = thing => thing.channels.find(c => c.id === 'power' && itemOf(c));
const switching = thing => thing.channels.filter(c => c.itemType === 'Switch' && itemOf(c) && !describe(c).readOnly);

function renderMeters() {
  const section = $('meters');
  if (!things.size) {
    section.replaceChildren(h('div', {class: 'card empty'},
      h('h2', {}, 'No meters yet'),
      h('p', {class: 'quiet'}, inbox.some(isNew)
        ? 'Some were found: approve them in the inbox.'
        : 'What the bindings hear turns up in the inbox within half a minute; others are found by a scan there.'),
      h('div', {class: 'buttons', style: 'justify-content:center'},
        h('button', {class: 'primary', onclick: () => location.hash = '#inbox'}, 'Open the inbox'),
        h('button', {onclick: () => location.hash = '#add'}, 'Add by hand'))));
    return;
  }
  const roots = [...things.values()].filter(t => !t.bridgeUID || !things.has(t.bridgeUID));
  section.replaceChildren(...roots.map(root => {
    const children = [...things.values()].filter(t => t.bridgeUID === root.UID);
    const isWide = thing => groupsOf(thing).length > 0;
    return h('div', {class: 'grid family'}, [root, ...children.filter(t => !isWide(t)), ...children.filter(isWide)].map(card));
  }));
}

function card(thing) {
  const type = types.get(thing.thingTypeUID) || {};
  const status = thing.statusInfo;
  const groups = groupsOf(thing);
  const linked = thing.channels.some(itemOf);
  const power = primary(thing);
  const element = h('article', {class: groups.length ? 'card wide' : 'card', 'data-thing': thing.UID},
    h('div', {class: 'head'},
      h('div', {}, h('h3', {}, thing.label || thing.UID), h('div', {class: 'kind'}, `${type.label || thing.thingTypeUID} · ${thing.UID}`)),
      h('span', {class: `status ${status.status}`, title: status.statusDetail}, status.status)),
    status.description || status.statusDetail !== 'NONE'
      ? h('p', {class: status.status === 'ONLINE' ? 'quiet' : 'sentence'}, status.description || status.statusDetail.replace(/_/g, ' ').toLowerCase())
      : null);
  if (power || switching(thing).length) {
    element.append(h('div', {class: 'hero'},
      power ? figure(power) : h('span'),
      h('div', {class: 'row'}, switching(thing).map(toggle))));
  }
  if (power) element.append(h('div', {'data-chart': itemOf(power)}, chart(itemOf(power), power)));
  const plain = thing.channels.filter(c => c !== power && itemOf(c) && !c.id.includes('#') && !switching(thing).includes(c));
  if (plain.length) element.append(valueTable(plain, thing));
  if (groups.length) element.append(groupTable(groups));
  const unlinked = thing.channels.filter(c => c.kind === 'STATE' && !itemOf(c));
  if (!linked && unlinked.length) {
    element.append(h('div', {class: 'buttons'},
      h('button', {class: 'primary', onclick: attempt(() => linkChannels(thing))}, unlinked.length === 1 ? 'Show its value' : `Show its ${unlinked.length} values`)));
  }
  element.append(more(thing));
  return element;
}

function figure(channel) {
  const [value, unit] = shown(channel, states.get(itemOf(channel)));
  return h('div', {class: 'figure', 'data-item': itemOf(channel)}, value, ' ', h('small', {}, unit));
}

function toggle(channel) {
  const item = itemOf(channel), on = states.get(item) === 'ON';
  return h('button', {
    class: `switch${on ? ' on' : ''}${wished.has(item) ? ' waiting' : ''}`, role: 'switch', 'aria-checked': String(on),
    'aria-label': channel.label || channel.id, 'data-item': item, title: `${channel.label || channel.id}: ${states.get(item)}`,
    onclick: attempt(async () => {
      wished.set(item, Date.now());
      renderItem(item);
      setTimeout(() => { wished.delete(item); renderItem(item); }, 20000);
      await call('POST', `/rest/items/${item}`, states.get(item) === 'ON' ? 'OFF' : 'ON');
    }),
  });
}

function valueTable(channels, thing) {
  const advanced = channels.filter(c => isAdvanced(c)), usual = channels.filter(c => !isAdvanced(c));
  const table = list => h('table', {}, h('tbody', {}, list.map(c => {
    const [value, unit] = shown(c, states.get(itemOf(c)));
    return h('tr', {title: c.description || ''}, h('td', {class: 'name'}, c.label || c.id),
      h('td', {class: `value${c.itemType === 'String' ? ' long' : ''}`, 'data-item': itemOf(c)}, `${value} ${unit}`));
  })));
  const few = usual.slice(0, 8), rest = [...usual.slice(8), ...advanced];
  return h('div', {}, table(few), rest.length ? folded(`${thing.UID} values`, rest.length === 1 ? '1 more value' : `${rest.length} more values`, table(rest)) : null);
}

const isAdvanced = channel => (describe(channel).advanced === true);

function groupsOf(thing) {
  const groups = new Map();
  thing.channels.filter(c => c.id.includes('#') && itemOf(c)).forEach(c => {
    const [group, id] = c.id.split('#');
    if (!groups.has(group)) groups.set(group, {});
    groups.get(group)[id] = c;
  });
  return [...groups].map(([id, channels]) => ({id, channels}))
    .sort((a, b) => a.id.localeCompare(b.id, undefined, {numeric: true}));
}

function groupTable(groups) {
  const columns = [...new Set(groups.flatMap(g => Object.keys(g.channels)))];
  const highest = Math.max(1, ...groups.map(g => g.channels.power ? Math.abs(numberOf(states.get(itemOf(g.channels.power))) || 0) : 0));
  return h('table', {},
    h('thead', {}, h('tr', {}, h('th', {}, 'Channel'), h('th', {style: 'width:40%'}), columns.map(c => h('th', {class: 'value'}, labelOf(groups, c))))),
    h('tbody', {}, groups.map(group => {
      const power = group.channels.power;
      const share = power ? Math.abs(numberOf(states.get(itemOf(power))) || 0) / highest * 100 : 0;
      return h('tr', {}, h('td', {class: 'name'}, group.id),
        h('td', {}, power ? h('div', {class: 'meterbar', 'data-bar': itemOf(power)}, h('i', {style: `width:${share}%`})) : null),
        columns.map(column => {
          const c = group.channels[column];
          if (!c) return h('td');
          const [value, unit] = shown(c, states.get(itemOf(c)));
          return h('td', {class: 'value', 'data-item': itemOf(c)}, `${value} ${unit}`);
        }));
    })));
}

const labelOf = (groups, column) => (groups.map(g => g.channels[column]).find(c => c && c.label) || {label: column}).label;

function folded(key, title, ...content) {
  const element = h('details', {ontoggle: () => element.open ? open.add(key) : open.delete(key)}, h('summary', {}, title), content);
  element.open = open.has(key);
  return element;
}

function more(thing) {
  const rows = (object, name) => Object.entries(object).map(([key, value]) =>
    h('tr', {}, h('td', {class: 'name'}, key), h('td', {class: 'value long'}, isSecret(thing, key) ? '••••' : String(value))));
  const enabled = thing.statusInfo.statusDetail !== 'DISABLED';
  return folded(`${thing.UID} more`, 'Settings',
    h('table', {}, h('tbody', {}, rows(thing.configuration), rows(thing.properties))),
    h('div', {class: 'buttons'},
      h('button', {onclick: attempt(() => editThing(thing))}, 'Edit'),
      h('button', {onclick: attempt(() => showActions(thing))}, 'Actions'),
      h('button', {onclick: attempt(() => call('PUT', `/rest/things/${encode(thing.UID)}/enable`, String(!enabled)))}, enabled ? 'Disable' : 'Enable'),
      h('button', {class: 'danger', onclick: attempt(() => removeThing(thing))}, 'Delete')));
}

function isSecret(thing, name) {
  const parameter = ((types.get(thing.thingTypeUID) || {}).configParameters || []).find(p => p.name === name);
  return parameter && parameter.context === 'password';
}

/** Shows a new state without building the page anew. */
function renderItem(item) {
  const channel = channelOf(item);
  if (!channel) return;
  const [value, unit] = shown(channel, states.get(item));
  document.querySelectorAll(`[data-item="${item}"]`).forEach(element => {
    if (element.classList.contains('switch')) {
      const on = states.get(item) === 'ON';
      element.classList.toggle('on', on);
      element.classList.toggle('waiting', wished.has(item));
      element.setAttribute('aria-checked', String(on));
    } else if (element.classList.contains('figure')) {
      element.replaceChildren(value, ' ', h('small', {}, unit));
    } else {
      element.textContent = `${value} ${unit}`;
    }
  });
  document.querySelectorAll(`[data-bar="${item}"]`).forEach(renderBars);
}

function renderBars(bar) {
  const bars = [...bar.closest('table').querySelectorAll('[data-bar]')];
  const values = bars.map(each => Math.abs(numberOf(states.get(each.dataset.bar)) || 0));
  const highest = Math.max(1, ...values);
  bars.forEach((each, i) => each.firstChild.style.width = `${values[i] / highest * 100}%`);
}

function channelOf(item) {
  for (const thing of things.values()) {
    const channel = thing.channels.find(c => (c.linkedItems || []).includes(item));
    if (channel) return channel;
  }
  return null;
}

setInterval(() => document.querySelectorAll('[data-chart]').forEach(element => {
  const channel = channelOf(element.dataset.chart);
  if (channel && !$('meters').hidden) element.replaceChildren(...chart(element.dataset.chart, channel));
}), 1000);

// Items behind the scenes: openHAB shows states of items only

async function linkChannels(thing) {
  for (const channel of thing.channels.filter(c => c.kind === 'STATE' && !itemOf(c))) {
    const item = itemName(thing.UID, channel.id);
    await call('PUT', `/rest/items/${item}`, {type: channel.itemType, name: item, label: channel.label || channel.id, tags: [], groupNames: []});
    await call('PUT', `/rest/links/${item}/${encode(channel.uid)}`, {itemName: item, channelUID: channel.uid, configuration: {}});
  }
  refreshSoon();
}

const toLink = new Set();

/** New channels of things shown get items, and items of channels that are gone go. */
async function tidy() {
  for (const thing of things.values()) {
    const shownAlready = thing.channels.some(c => itemOf(c) === itemName(thing.UID, c.id));
    if ((shownAlready || toLink.has(thing.UID)) && thing.statusInfo.status === 'ONLINE'
        && thing.channels.some(c => c.kind === 'STATE' && !itemOf(c))) {
      toLink.delete(thing.UID);
      await linkChannels(thing);
    }
  }
  const links = await call('GET', '/rest/links');
  for (const link of links) {
    const cut = link.channelUID.lastIndexOf(':');
    const uid = link.channelUID.slice(0, cut), id = link.channelUID.slice(cut + 1);
    const thing = things.get(uid);
    const gone = !thing || thing.statusInfo.status === 'ONLINE' && !thing.channels.some(c => c.uid === link.channelUID);
    if (gone && link.itemName === itemName(uid, id)) {
      await call('DELETE', `/rest/links/${link.itemName}/${encode(link.channelUID)}`);
      await call('DELETE', `/rest/items/${link.itemName}`).catch(() => {});
    }
  }
}

async function removeThing(thing) {
  if (!confirm(`Delete ${thing.label || thing.UID}?`)) return;
  await call('DELETE', `/rest/things/${encode(thing.UID)}?force=true`);
}

// Dialogs

function showDialog(...content) {
  $('dialog').replaceChildren(...content);
  $('dialog').showModal();
}

const closeButton = (text = 'Close') => h('button', {type: 'button', onclick: () => $('dialog').close()}, text);

async function editThing(thing) {
  const type = await typeOf(thing.thingTypeUID);
  const form = h('form', {class: 'form', onsubmit: attempt(async () => {
    const label = form.elements.namedItem(':label').value;
    if (label !== thing.label) await call('PUT', `/rest/things/${encode(thing.UID)}`, {label});
    await call('PUT', `/rest/things/${encode(thing.UID)}/config`, values(form, type.configParameters));
    $('dialog').close();
    refreshSoon();
  })},
  h('h2', {}, thing.label || thing.UID),
  h('label', {}, 'Label', h('input', {name: ':label', value: thing.label || ''})),
  fields(type.configParameters, thing.configuration),
  h('div', {class: 'buttons'}, h('button', {class: 'primary'}, 'Save'), closeButton('Cancel')));
  showDialog(form);
}

async function showActions(thing) {
  const actions = await call('GET', `/rest/actions/${encode(thing.UID)}`) || [];
  const forms = actions.map(action => {
    const output = h('p', {class: 'quiet'});
    const form = h('form', {class: 'form', style: 'margin-bottom:22px', onsubmit: attempt(async () => {
      output.textContent = 'Working…';
      const outputs = await call('POST', `/rest/actions/${encode(thing.UID)}/${encode(action.actionUid)}`, values(form, action.inputConfigDescriptions || []));
      const entries = Object.entries(outputs || {});
      output.textContent = entries.length ? entries.map(([name, value]) => entries.length > 1 ? `${name}: ${value}` : String(value)).join('\n') : 'Done.';
    })},
    h('h3', {}, action.label), h('p', {class: 'quiet'}, action.description || ''),
    fields(action.inputConfigDescriptions || [], {}),
    h('div', {class: 'buttons'}, h('button', {}, action.label)), output);
    return form;
  });
  showDialog(h('h2', {}, `Actions of ${thing.label || thing.UID}`),
    forms.length ? h('div', {}, forms) : h('p', {class: 'quiet'}, 'This thing has no actions.'),
    h('div', {class: 'buttons'}, closeButton()));
}

// Forms from config descriptions

let fieldCount = 0;

function fields(parameters, configuration) {
  const usual = parameters.filter(p => !p.advanced), advanced = parameters.filter(p => p.advanced);
  const list = of => of.map(p => field(p, configuration[p.name]));
  return h('div', {}, list(usual), advanced.length
    ? h('details', {}, h('summary', {}, 'Advanced settings'), list(advanced)) : null);
}

function field(parameter, value) {
  const current = value !== undefined ? value : parameter.default;
  const options = parameter.options || [];
  const title = (parameter.label || parameter.name) + (parameter.required ? ' *' : '')
    + (parameter.unitLabel || parameter.unit ? ` (${parameter.unitLabel || parameter.unit})` : '');
  const description = parameter.description ? h('p', {class: 'quiet'}, parameter.description) : null;
  if (parameter.type === 'BOOLEAN') {
    return h('div', {}, h('label', {class: 'check'}, h('input', {type: 'checkbox', name: parameter.name, checked: String(current) === 'true'}), title), description);
  }
  if (options.length && parameter.limitToOptions) {
    const select = h('select', {name: parameter.name}, parameter.required ? null : h('option', {value: ''}, ''),
      options.map(o => h('option', {value: o.value, selected: o.value === String(current)}, o.label || o.value)));
    return h('div', {}, h('label', {}, title, select), description);
  }
  const id = `options-${fieldCount++}`;
  const input = h('input', {
    name: parameter.name, value: current === undefined ? '' : String(current), required: parameter.required, list: options.length ? id : null,
    type: parameter.context === 'password' ? 'password' : 'text', autocomplete: 'off', spellcheck: false,
    inputmode: parameter.type === 'INTEGER' ? 'numeric' : parameter.type === 'DECIMAL' ? 'decimal' : 'text',
  });
  return h('div', {}, h('label', {}, title, input), options.length
    ? h('datalist', {id}, options.map(o => h('option', {value: o.value}, o.label || ''))) : null, description);
}

function values(form, parameters) {
  const result = {};
  for (const parameter of parameters) {
    const input = form.elements.namedItem(parameter.name);
    if (parameter.type === 'BOOLEAN') result[parameter.name] = input.checked;
    else if (input.value.trim() === '') continue;
    else if (parameter.type === 'TEXT' || isNaN(Number(input.value))) result[parameter.name] = input.value.trim();
    else result[parameter.name] = Number(input.value);
  }
  return result;
}

// Inbox

const isNew = result => result.flag === 'NEW';

function renderInbox() {
  const fresh = inbox.filter(isNew), ignored = inbox.filter(result => !isNew(result));
  $('inbox-count').hidden = !fresh.length;
  $('inbox-count').textContent = fresh.length;
  $('results').replaceChildren(
    fresh.length
      ? h('div', {class: 'grid'}, fresh.map(resultCard))
      : h('div', {class: 'card empty'}, h('h2', {}, 'Nothing new'),
        h('p', {class: 'quiet'}, 'Meters that talk by themselves turn up here. Others are found by a scan.')),
    ignored.length ? folded('ignored', `${ignored.length} ignored`, h('div', {class: 'grid', style: 'margin-top:10px'}, ignored.map(resultCard))) : '');
}

function resultCard(result) {
  const type = types.get(result.thingTypeUID) || {};
  const uid = encode(result.thingUID);
  const shownProperties = Object.entries(result.properties).map(([name, value]) =>
    h('tr', {}, h('td', {class: 'name'}, name), h('td', {class: 'value long'}, String(value))));
  return h('article', {class: 'card', 'data-result': result.thingUID},
    h('div', {class: 'head'}, h('div', {}, h('h3', {}, result.label), h('div', {class: 'kind'}, `${type.label || ''} · ${result.thingUID}`))),
    h('table', {}, h('tbody', {}, shownProperties)),
    h('div', {class: 'buttons'},
      isNew(result)
        ? [h('button', {class: 'primary', onclick: attempt(async () => {
          toLink.add(result.thingUID);
          await call('POST', `/rest/inbox/${uid}/approve`, result.label);
          toast(`${result.label} was added to the meters.`);
        })}, 'Approve'),
        h('button', {onclick: attempt(() => call('POST', `/rest/inbox/${uid}/ignore`, ''))}, 'Ignore')]
        : h('button', {onclick: attempt(() => call('POST', `/rest/inbox/${uid}/unignore`, ''))}, 'Do not ignore'),
      h('button', {onclick: attempt(() => call('DELETE', `/rest/inbox/${uid}`))}, 'Remove')));
}

function renderScans() {
  $('scans').replaceChildren(...info.bindings.map(binding => {
    const simulated = info.simulated[binding.id];
    const input = binding.scanInputLabel
      ? h('input', {name: 'input', placeholder: binding.scanInputLabel, title: binding.scanInputDescription || '', value: simulated || '', spellcheck: false, autocomplete: 'off'})
      : null;
    const form = h('form', {class: 'card', onsubmit: attempt(async () => {
      const button = form.querySelector('button');
      const query = input && input.value.trim() ? `?input=${encode(input.value.trim())}` : '';
      const seconds = Number(await call('POST', `/rest/discovery/bindings/${binding.id}/scan${query}`, ''));
      button.disabled = true;
      button.textContent = 'Scanning…';
      setTimeout(() => { button.disabled = false; button.textContent = 'Scan'; }, Math.max(1, seconds) * 1000);
    })},
    h('h3', {}, binding.name),
    h('p', {class: 'quiet'}, simulated ? 'The simulated meter\'s port is filled in.' : binding.scanInputDescription || binding.description),
    h('div', {class: 'row', style: 'margin-top:10px'}, input, h('button', {class: input ? '' : 'primary'}, 'Scan')));
    return form;
  }));
}

// Adding by hand

async function typeOf(uid) {
  const type = types.get(uid);
  if (!type || !type.configParameters) types.set(uid, {...type, ...await call('GET', `/rest/thing-types/${encode(uid)}`)});
  return types.get(uid);
}

function renderAddTypes() {
  const select = $('add-type'), before = select.value;
  select.replaceChildren(...[...types.values()].filter(t => t.listed)
    .map(t => h('option', {value: t.UID, selected: t.UID === before}, `${t.label} (${t.UID})`)));
}

async function renderAddForm() {
  const uid = $('add-type').value;
  if (!uid) return;
  types.set(uid, {...types.get(uid), ...await call('GET', `/rest/thing-types/${encode(uid)}`)});
  const type = types.get(uid);
  $('add-description').textContent = type.description || '';
  const bridges = [...things.values()].filter(t => type.supportedBridgeTypeUIDs.includes(t.thingTypeUID));
  $('add-fields').replaceChildren(
    h('label', {}, 'Label', h('input', {name: ':label', value: type.label})),
    h('label', {}, 'Id (short, without blanks) *', h('input', {name: ':id', required: true, pattern: '[A-Za-z0-9_\\-]+', value: suggestId(uid), spellcheck: false})),
    type.supportedBridgeTypeUIDs.length
      ? h('label', {}, 'Bridge *', h('select', {name: ':bridge', required: true},
        bridges.map(b => h('option', {value: b.UID}, b.label || b.UID))),
        bridges.length ? null : h('p', {class: 'quiet'}, `It needs one of ${type.supportedBridgeTypeUIDs.join(', ')}: add that first.`))
      : '',
    fields(type.configParameters, {port: info.simulated[uid]}));
}

function suggestId(type) {
  for (let i = 1; ; i++) {
    if (![...things.keys()].some(uid => uid.startsWith(type) && uid.endsWith(`:${i}`))) return String(i);
  }
}

async function addThing() {
  const form = $('add-form');
  const type = types.get($('add-type').value);
  const value = name => { const input = form.elements.namedItem(name); return input ? input.value : ''; };
  const bridge = value(':bridge');
  const path = bridge ? `${bridge.split(':').slice(2).join(':')}:` : '';
  const uid = `${type.UID}:${path}${value(':id')}`;
  toLink.add(uid);
  await call('POST', '/rest/things', {
    UID: uid, thingTypeUID: type.UID, bridgeUID: bridge || undefined, label: value(':label'), configuration: values(form, type.configParameters),
  });
  toast(`${value(':label')} was added.`);
  location.hash = '#meters';
}

// Wire

let wire = null;

function renderWireChoices() {
  const select = $('wire-what'), before = select.value;
  const held = new Set(info.lines.map(line => line.address));
  const option = (query, text) => h('option', {value: query, selected: query === before}, text);
  select.replaceChildren(
    ...[...info.lines, ...info.ports].map(line => option(`line=${encode(line.address)}`, `${line.address} — ${line.holders.join(', ')}`)),
    ...info.serialPorts.filter(port => !held.has(port.address)).map(port => option(`line=${encode(port.address)}`, `${port.address} — not in use`)));
}

function watch() {
  if (wire) {
    wire.close();
    wire = null;
    $('wire-start').textContent = 'Watch';
    return;
  }
  const query = $('wire-what').value;
  if (!query) return;
  wire = new EventSource(`/workbench/wire?${query}`);
  wire.addEventListener('record', event => showRecord(JSON.parse(event.data)));
  $('wire-start').textContent = 'Stop';
}

function showRecord(record) {
  const log = $('wire-log');
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  const text = record.text.replace(/\r\n?/g, '\n').replace(/[^\n\x20-\x7e\xa0-\xff]/g, '·').replace(/\n$/, '');
  const arrow = {IN: '← in', OUT: '→ out', EVENT: '·'}[record.direction];
  log.append(h('li', {class: record.direction},
    h('div', {class: 'meta'}, `${new Date(record.at).toLocaleTimeString()} `, h('b', {}, arrow), ` ${record.peer || ''} ${record.note || ''}`),
    text ? h('div', {class: 'text'}, text) : null,
    record.hex ? h('div', {class: 'hex'}, record.hex) : null));
  while (log.children.length > WIRE_LINES) log.firstChild.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
}

// Keeping up with the workbench

let refreshTimer, refreshing = false, again = false;

function refreshSoon() {
  clearTimeout(refreshTimer);
  refreshTimer = setTimeout(refresh, REFRESH_MS);
}

async function refresh() {
  if (refreshing) { again = true; return; }
  refreshing = true;
  try {
    const [thingList, inboxList, itemList, typeList] = await Promise.all(
      ['/rest/things', '/rest/inbox', '/rest/items', '/rest/thing-types'].map(path => call('GET', path)));
    info = await call('GET', '/workbench/info');
    for (const type of typeList) types.set(type.UID, {...types.get(type.UID), ...type});
    if (thingList.some(t => t.channels.some(c => !patterns.has(c.channelTypeUID)))) {
      for (const type of await call('GET', '/rest/channel-types')) patterns.set(type.UID, {...type.stateDescription, advanced: type.advanced});
    }
    things.clear();
    thingList.sort((a, b) => a.UID.localeCompare(b.UID, undefined, {numeric: true})).forEach(t => things.set(t.UID, t));
    for (const thing of thingList) {
      await typeOf(thing.thingTypeUID);
    }
    for (const item of itemList) {
      if (!states.has(item.name) && item.lastStateUpdate) keepSample(item.name, item.state, item.lastStateUpdate);
      states.set(item.name, item.state);
    }
    inbox = inboxList;
    render();
    await tidy();
  } catch (error) {
    toast(error.message);
  } finally {
    refreshing = false;
    if (again) { again = false; refreshSoon(); }
  }
}

function render() {
  renderMeters();
  renderInbox();
  if (!$('scans').contains(document.activeElement)) renderScans();
  renderAddTypes();
  renderWireChoices();
}

function listen() {
  const events = new EventSource('/rest/events?topics=openhab/items/*,openhab/things/*,openhab/inbox/*,openhab/links/*');
  events.onopen = () => { $('link').className = 'link live'; $('link').textContent = 'live'; refreshSoon(); };
  events.onerror = () => { $('link').className = 'link lost'; $('link').textContent = 'not connected'; };
  events.addEventListener('message', event => {
    const {topic, payload, type} = JSON.parse(event.data);
    const item = topic.startsWith('openhab/items/') ? topic.split('/')[2] : null;
    if (type === 'ItemStateUpdatedEvent') {
      const value = JSON.parse(payload).value;
      states.set(item, value);
      keepSample(item, value);
      wished.delete(item);
      renderItem(item);
    } else if (!item && type !== 'ThingStatusInfoEvent' || type === 'ItemAddedEvent' || type === 'ItemRemovedEvent') {
      refreshSoon();
    }
  });
}

function go() {
  const place = ['meters', 'inbox', 'add', 'wire'].find(id => location.hash === `#${id}`) || 'meters';
  document.querySelectorAll('main > section').forEach(section => section.hidden = section.id !== place);
  document.querySelectorAll('nav a').forEach(a => a.classList.toggle('here', a.getAttribute('href') === `#${place}`));
  if (place === 'add') attempt(renderAddForm)();
  if (place === 'wire') refreshSoon();
}

window.addEventListener('hashchange', go);
$('add-type').addEventListener('change', attempt(renderAddForm));
$('add-form').addEventListener('submit', attempt(addThing));
$('wire-form').addEventListener('submit', attempt(watch));
$('wire-clear').addEventListener('click', () => $('wire-log').replaceChildren());
$('console-form').addEventListener('submit', attempt(async () => {
  $('console-output').textContent = await call('POST', '/workbench/console', $('console-line').value);
  $('console-output').hidden = false;
}));
go();
listen();
