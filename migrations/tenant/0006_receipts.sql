CREATE TABLE `receipt` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`day` text,
	`size` integer NOT NULL,
	`root` text NOT NULL,
	`root_log` text,
	`at` text NOT NULL,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `receipt_day` ON `receipt` (`tenant`,`day`);--> statement-breakpoint
CREATE INDEX `receipt_at` ON `receipt` (`tenant`,`at`);--> statement-breakpoint
CREATE TABLE `receipt_delivery` (
	`tenant` text NOT NULL,
	`receipt` text NOT NULL,
	`target` text NOT NULL,
	`channel` text NOT NULL,
	`state` text NOT NULL,
	`code` text,
	`attempts` integer NOT NULL,
	`at` text NOT NULL,
	`due_at` text NOT NULL,
	`ended_at` text,
	PRIMARY KEY(`tenant`, `receipt`, `target`)
);
--> statement-breakpoint
CREATE INDEX `receipt_delivery_at` ON `receipt_delivery` (`tenant`,`at`);--> statement-breakpoint
CREATE INDEX `receipt_delivery_due` ON `receipt_delivery` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `receipt_setting` (
	`tenant` text PRIMARY KEY NOT NULL,
	`mails` integer NOT NULL,
	`webhook` integer NOT NULL,
	`paused` integer NOT NULL,
	`second` integer NOT NULL,
	`done_day` text,
	`asked_at` text,
	`changed_at` text NOT NULL
);
