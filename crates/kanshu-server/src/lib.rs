//! Reads the configuration, wires everything, offers the command line, runs.
