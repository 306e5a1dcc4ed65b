CREATE TABLE `identity_link` (
	`tenant` text NOT NULL,
	`identity` text NOT NULL,
	`person` text,
	`at` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`tenant`, `identity`)
);
--> statement-breakpoint
CREATE TABLE `service_account` (
	`tenant` text NOT NULL,
	`vendor` text NOT NULL,
	`id` text NOT NULL,
	`workspace` text,
	`role` text,
	`created_at` text,
	`vanished` integer NOT NULL,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`tenant`, `vendor`, `id`)
);
--> statement-breakpoint
ALTER TABLE `stream` ADD `refusals` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `usage_unit` ON `usage` (`tenant`,`view`,`day`) WHERE "usage"."unit" IS NOT NULL;