-- What has become of leads, by time: few of all acts.
create index act_of_leads on act (at) where mutation in ('lead.take', 'lead.finish');
