-- Nobody looks clocks up by it: the next instant of a ticket's clocks is on the ticket.
drop index sla_clock_next;
