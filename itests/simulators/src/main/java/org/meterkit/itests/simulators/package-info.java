/**
 * Simulated meters that speak the real wire protocols: an Enistic controller over UDP, and DSMR P1 meters over a
 * pseudo-terminal or TCP. They are written from the protocols' descriptions alone and share no code with the bundles they
 * test. Everything here starts working when it is made and stops when it is closed.
 */
package org.meterkit.itests.simulators;
