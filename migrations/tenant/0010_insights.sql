CREATE TABLE `alert` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`source` text NOT NULL,
	`kind` text NOT NULL,
	`period` text NOT NULL,
	`level` text NOT NULL,
	`at` text NOT NULL,
	`facts` text NOT NULL,
	`seq` integer,
	`acknowledged_by` text,
	`acknowledged_at` text,
	`explained` text,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_once` ON `alert` (`tenant`,`source`,`period`,`kind`,`level`);--> statement-breakpoint
CREATE INDEX `alert_at` ON `alert` (`tenant`,`at`);--> statement-breakpoint
CREATE TABLE `alert_delivery` (
	`tenant` text NOT NULL,
	`alert` text NOT NULL,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`code` text,
	`attempts` integer NOT NULL,
	`at` text NOT NULL,
	`due_at` text NOT NULL,
	`ended_at` text,
	PRIMARY KEY(`tenant`, `alert`, `channel`)
);
--> statement-breakpoint
CREATE INDEX `alert_delivery_at` ON `alert_delivery` (`tenant`,`at`);--> statement-breakpoint
CREATE INDEX `alert_delivery_due` ON `alert_delivery` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `budget` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`scope` text NOT NULL,
	`vendor` text,
	`value` text,
	`period` text NOT NULL,
	`amount` integer NOT NULL,
	`thresholds` text NOT NULL,
	`forecast` integer NOT NULL,
	`channels` text NOT NULL,
	`paused` integer DEFAULT 0 NOT NULL,
	`created_by` text NOT NULL,
	`created_at` text NOT NULL,
	`changed_at` text NOT NULL,
	`removed_at` text,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE TABLE `watch` (
	`tenant` text PRIMARY KEY NOT NULL,
	`anomalies` integer NOT NULL,
	`anomaly_channels` text NOT NULL,
	`watermark` integer,
	`at` text,
	`asked_at` text
);
--> statement-breakpoint
CREATE INDEX `watch_asked` ON `watch` (`asked_at`);--> statement-breakpoint
CREATE TABLE `chargeback_period` (
	`tenant` text NOT NULL,
	`period` text NOT NULL,
	`frozen_at` text NOT NULL,
	`frozen_by` text,
	`seq` integer NOT NULL,
	`sha256` text NOT NULL,
	`statement` text NOT NULL,
	PRIMARY KEY(`tenant`, `period`)
);
--> statement-breakpoint
CREATE TABLE `chargeback_setting` (
	`tenant` text PRIMARY KEY NOT NULL,
	`split` text NOT NULL,
	`weights` text NOT NULL,
	`changed_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `team` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`cost_center` text,
	`changed_at` text NOT NULL,
	`removed_at` text,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE TABLE `team_rule` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`team` text NOT NULL,
	`kind` text NOT NULL,
	`vendor` text,
	`value` text NOT NULL,
	`from_day` text,
	`to_day` text,
	`changed_at` text NOT NULL,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE INDEX `team_rule_team` ON `team_rule` (`tenant`,`team`);--> statement-breakpoint
CREATE TABLE `usage_sums` (
	`tenant` text NOT NULL,
	`by` text NOT NULL,
	`day` text NOT NULL,
	`cells` text NOT NULL,
	PRIMARY KEY(`tenant`, `by`, `day`)
);
--> statement-breakpoint
CREATE TABLE `saved_view` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`owner` text NOT NULL,
	`name` text NOT NULL,
	`screen` text NOT NULL,
	`search` text NOT NULL,
	`shared` integer NOT NULL,
	`created_at` text NOT NULL,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE INDEX `saved_view_owner` ON `saved_view` (`tenant`,`owner`);--> statement-breakpoint
CREATE TABLE `schedule` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`every` text NOT NULL,
	`owner` text NOT NULL,
	`wish` text NOT NULL,
	`paused` integer NOT NULL,
	`next_period` text NOT NULL,
	`next_due` text NOT NULL,
	`done_period` text,
	`done_at` text,
	`last_export` text,
	`code` text,
	`asked_at` text,
	`created_at` text NOT NULL,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE INDEX `schedule_due` ON `schedule` (`paused`,`next_due`);--> statement-breakpoint
ALTER TABLE `export` ADD `focus` text;
