/// What scanners of others find at the door.
package dev.doorward.scan;
