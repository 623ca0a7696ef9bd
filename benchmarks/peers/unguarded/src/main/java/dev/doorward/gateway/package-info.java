/// Stands in for the gateway's package: the same gateway with every guard taken out, found before
/// the real one on the class path of the benchmark and nowhere else.
package dev.doorward.gateway;
