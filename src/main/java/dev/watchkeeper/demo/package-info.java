/**
 * Loopback stand-ins for Google, DNS, the status dashboard and a ticket system, and the seeded world of the demo.
 * <p>{@link dev.watchkeeper.demo.GoogleEmulator} is wire-true to the discovery document (a test holds them together) and
 * to what the field reports beyond it: late events, blank pages, texts that name a date, faults on demand. Nothing is
 * kept in memory: users and events follow from a seed ({@link dev.watchkeeper.demo.Noise}), so that a customer of 100,000
 * users costs no more than one of five; a story plants what it needs on top.
 * <p>{@link dev.watchkeeper.demo.DemoWorld} is the whole: fourteen invented customers, each with one family of trouble or
 * none, an operator's configuration that leads to them, and a next day.
 */
@NullMarked
package dev.watchkeeper.demo;

import org.jspecify.annotations.NullMarked;
