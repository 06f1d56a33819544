-- The routing a tenant's jobs had last, by the word the rest of the platform has for it.
alter table portico_road rename to portico_routing;
alter index portico_road_pkey rename to portico_routing_pkey;
