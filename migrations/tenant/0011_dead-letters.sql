ALTER TABLE `dead_letter` ADD `state` text DEFAULT 'waiting' NOT NULL;--> statement-breakpoint
ALTER TABLE `dead_letter` ADD `decided_at` text;--> statement-breakpoint
ALTER TABLE `dead_letter` ADD `reason` text;--> statement-breakpoint
CREATE INDEX `dead_letter_state` ON `dead_letter` (`state`,`at`);