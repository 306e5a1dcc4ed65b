CREATE TABLE `interaction` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`day` text NOT NULL,
	`at` text NOT NULL,
	`subject` text,
	`kind` text NOT NULL,
	`model` text NOT NULL,
	`surface` text NOT NULL,
	`topic` text,
	`input_tokens` integer,
	`output_tokens` integer,
	`tool_calls` integer,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE INDEX `interaction_day` ON `interaction` (`tenant`,`day`);--> statement-breakpoint
CREATE INDEX `interaction_subject` ON `interaction` (`tenant`,`subject`,`day`);