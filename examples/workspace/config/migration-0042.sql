-- 0042: find parcels by customer reference
ALTER TABLE parcel ADD COLUMN customer_reference varchar(64) NOT NULL DEFAULT '';

ALTER TABLE parcel_event ALTER COLUMN depot_id TYPE bigint;

CREATE INDEX parcel_customer_reference ON parcel (customer_reference);

UPDATE parcel SET customer_reference = order_number;

ALTER TABLE parcel DROP COLUMN order_number;
