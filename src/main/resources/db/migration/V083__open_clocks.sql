-- Digests and lists ask for the clocks that run, of some customers; those that stopped are by far the most.
create index sla_clock_run on sla_clock (run_state, customer);
