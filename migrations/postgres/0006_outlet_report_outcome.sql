-- Whether what a report said was mended or turned out to be right as it was: 'fixed' or 'rejected'.
alter table outlet_report add column outcome text;
