CREATE TABLE `export_download` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant` text NOT NULL,
	`export` text NOT NULL,
	`link_version` integer NOT NULL,
	`volume` integer NOT NULL,
	`at` text NOT NULL,
	`first` integer,
	`last` integer
);
--> statement-breakpoint
CREATE INDEX `export_download_link` ON `export_download` (`tenant`,`export`,`link_version`,`volume`);--> statement-breakpoint
CREATE INDEX `export_download_at` ON `export_download` (`tenant`,`export`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `export` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`state` text NOT NULL,
	`words` text,
	`format` text NOT NULL,
	`disclosed` integer NOT NULL,
	`note` text NOT NULL,
	`filter` text NOT NULL,
	`subjects` text,
	`created_by` text NOT NULL,
	`requested_by` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`max_downloads` integer,
	`link_version` integer NOT NULL,
	`touched_at` text NOT NULL,
	`size` integer,
	`checkpoint` text,
	`generated_at` text,
	`plan` text,
	`volumes` text NOT NULL,
	`cleared` integer NOT NULL,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE INDEX `export_created` ON `export` (`tenant`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `export_live` ON `export` (`cleared`,`state`,`touched_at`);