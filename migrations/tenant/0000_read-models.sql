CREATE TABLE `activity` (
	`tenant` text NOT NULL,
	`seq` integer NOT NULL,
	`at` text NOT NULL,
	`vendor` text NOT NULL,
	`type` text NOT NULL,
	`category` text NOT NULL,
	`actor_type` text NOT NULL,
	`subject` text,
	`machine` integer NOT NULL,
	`workspace` text,
	PRIMARY KEY(`tenant`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `activity_at` ON `activity` (`tenant`,`at`);--> statement-breakpoint
CREATE INDEX `activity_subject` ON `activity` (`tenant`,`subject`,`at`);--> statement-breakpoint
CREATE TABLE `checkpoint` (
	`tenant` text NOT NULL,
	`size` integer NOT NULL,
	`root` text NOT NULL,
	`at` text NOT NULL,
	`number` integer NOT NULL,
	PRIMARY KEY(`tenant`, `size`)
);
--> statement-breakpoint
CREATE TABLE `code_day` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`day` text NOT NULL,
	`vendor` text NOT NULL,
	`actor_type` text NOT NULL,
	`subject` text,
	`terminal` text,
	`customer_type` text,
	`remote` integer NOT NULL,
	`sessions` integer NOT NULL,
	`lines_added` integer NOT NULL,
	`lines_removed` integer NOT NULL,
	`commits` integer NOT NULL,
	`pull_requests` integer NOT NULL,
	`accepted` integer NOT NULL,
	`rejected` integer NOT NULL,
	`tokens` integer NOT NULL,
	`estimate` integer NOT NULL,
	`models` text NOT NULL,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE INDEX `code_day_day` ON `code_day` (`tenant`,`day`);--> statement-breakpoint
CREATE INDEX `code_day_subject` ON `code_day` (`tenant`,`subject`,`day`);--> statement-breakpoint
CREATE TABLE `connection` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`organization` text NOT NULL,
	`organization_name` text NOT NULL,
	`last4` text NOT NULL,
	`state` text NOT NULL,
	`words` text,
	`checklist` text NOT NULL,
	`generation` text NOT NULL,
	`connected_by` text NOT NULL,
	`connected_at` text NOT NULL,
	`rotated_at` text,
	`removed_at` text,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE TABLE `cost` (
	`tenant` text NOT NULL,
	`stream` text NOT NULL,
	`id` text NOT NULL,
	`day` text NOT NULL,
	`vendor` text NOT NULL,
	`workspace` text,
	`description` text,
	`cost_type` text,
	`token_type` text,
	`model` text,
	`service_tier` text,
	`context_window` text,
	`inference_geo` text,
	`amount` integer NOT NULL,
	`currency` text NOT NULL,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`tenant`, `stream`, `id`)
);
--> statement-breakpoint
CREATE INDEX `cost_day` ON `cost` (`tenant`,`day`);--> statement-breakpoint
CREATE TABLE `dead_letter` (
	`id` text PRIMARY KEY NOT NULL,
	`queue` text NOT NULL,
	`at` text NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `dead_letter_at` ON `dead_letter` (`at`);--> statement-breakpoint
CREATE TABLE `invite` (
	`tenant` text NOT NULL,
	`vendor` text NOT NULL,
	`id` text NOT NULL,
	`subject` text,
	`role` text NOT NULL,
	`status` text NOT NULL,
	`invited_at` text NOT NULL,
	`expires_at` text,
	`vanished` integer NOT NULL,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`tenant`, `vendor`, `id`)
);
--> statement-breakpoint
CREATE TABLE `member` (
	`tenant` text NOT NULL,
	`vendor` text NOT NULL,
	`organization` text DEFAULT '' NOT NULL,
	`subject` text NOT NULL,
	`role` text NOT NULL,
	`added_at` text,
	`vanished` integer NOT NULL,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`tenant`, `vendor`, `organization`, `subject`)
);
--> statement-breakpoint
CREATE TABLE `organization` (
	`tenant` text NOT NULL,
	`vendor` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`tenant`, `vendor`, `id`)
);
--> statement-breakpoint
CREATE TABLE `projection` (
	`tenant` text PRIMARY KEY NOT NULL,
	`watermark` integer NOT NULL,
	`size` integer NOT NULL,
	`head` text NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `quarantine` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`connection` text NOT NULL,
	`stream` text NOT NULL,
	`at` text NOT NULL,
	`endpoint` text NOT NULL,
	`status` integer NOT NULL,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`why` text NOT NULL,
	`resolved_at` text,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE TABLE `stream` (
	`tenant` text NOT NULL,
	`connection` text NOT NULL,
	`stream` text NOT NULL,
	`state` text NOT NULL,
	`words` text,
	`request_id` text,
	`failures` integer DEFAULT 0 NOT NULL,
	`last_try` text,
	`last_success` text,
	`next_due` text NOT NULL,
	`long_reread` text,
	`reached_to` text,
	`backfill_from` text,
	`backfill_done` integer DEFAULT 0 NOT NULL,
	`backfill_asked` integer DEFAULT 0 NOT NULL,
	`backfill_state` text DEFAULT 'none' NOT NULL,
	`backfill_touched` text,
	`paused_by` text,
	PRIMARY KEY(`tenant`, `connection`, `stream`)
);
--> statement-breakpoint
CREATE INDEX `stream_due` ON `stream` (`next_due`);--> statement-breakpoint
CREATE TABLE `usage` (
	`tenant` text NOT NULL,
	`stream` text NOT NULL,
	`id` text NOT NULL,
	`day` text NOT NULL,
	`vendor` text NOT NULL,
	`view` text NOT NULL,
	`model` text,
	`workspace` text,
	`api_key` text,
	`subject` text,
	`service_tier` text,
	`context_window` text,
	`inference_geo` text,
	`speed` text,
	`uncached_input` integer NOT NULL,
	`cache_read` integer NOT NULL,
	`cache_write_5m` integer NOT NULL,
	`cache_write_1h` integer NOT NULL,
	`output` integer NOT NULL,
	`web_searches` integer NOT NULL,
	`estimate` integer,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`tenant`, `stream`, `id`)
);
--> statement-breakpoint
CREATE INDEX `usage_day` ON `usage` (`tenant`,`view`,`day`);--> statement-breakpoint
CREATE TABLE `vendor_key` (
	`tenant` text NOT NULL,
	`vendor` text NOT NULL,
	`id` text NOT NULL,
	`status` text NOT NULL,
	`workspace` text,
	`created_by` text,
	`created_at` text,
	`expires_at` text,
	`vanished` integer NOT NULL,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`tenant`, `vendor`, `id`)
);
--> statement-breakpoint
CREATE TABLE `workspace` (
	`tenant` text NOT NULL,
	`vendor` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`is_default` integer NOT NULL,
	`archived_at` text,
	`vanished` integer NOT NULL,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`tenant`, `vendor`, `id`)
);
