CREATE TABLE `self_check` (
	`tenant` text PRIMARY KEY NOT NULL,
	`day` text NOT NULL,
	`at` text NOT NULL,
	`state` text NOT NULL,
	`size` integer NOT NULL,
	`findings` text NOT NULL
);
