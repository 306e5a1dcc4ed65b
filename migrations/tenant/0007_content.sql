CREATE TABLE `approval` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`request` text NOT NULL,
	`requested_by` text NOT NULL,
	`requested_at` text NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` text,
	`expires_at` text NOT NULL,
	`seq` integer,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE INDEX `approval_state` ON `approval` (`tenant`,`state`);--> statement-breakpoint
CREATE TABLE `chat` (
	`tenant` text NOT NULL,
	`vendor` text NOT NULL,
	`id` text NOT NULL,
	`organization` text,
	`project` text,
	`subject` text,
	`model` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`deleted_at` text,
	`emptied` integer NOT NULL,
	`without_text` integer NOT NULL,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`tenant`, `vendor`, `id`)
);
--> statement-breakpoint
CREATE INDEX `chat_updated` ON `chat` (`tenant`,`updated_at`);--> statement-breakpoint
CREATE INDEX `chat_subject` ON `chat` (`tenant`,`subject`,`updated_at`);--> statement-breakpoint
CREATE TABLE `content_index` (
	`tenant` text PRIMARY KEY NOT NULL,
	`indexed` integer NOT NULL,
	`touched_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `content_word` (
	`tenant` text NOT NULL,
	`token` integer NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`tenant`, `token`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `content_word_seq` ON `content_word` (`tenant`,`seq`);--> statement-breakpoint
CREATE TABLE `erased_content` (
	`tenant` text NOT NULL,
	`seq` integer NOT NULL,
	`by` integer NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`tenant`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `erasure` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`scope` text NOT NULL,
	`target` text NOT NULL,
	`mentions` text NOT NULL,
	`state` text NOT NULL,
	`step` text NOT NULL,
	`words` text,
	`reason_code` text NOT NULL,
	`requested_by` text,
	`created_at` text NOT NULL,
	`touched_at` text NOT NULL,
	`done_at` text,
	`intent_seq` integer,
	`result_seq` integer,
	`counts` text NOT NULL,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE INDEX `erasure_state` ON `erasure` (`state`,`touched_at`);--> statement-breakpoint
CREATE TABLE `hold` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`scope` text NOT NULL,
	`target` text NOT NULL,
	`placed_by` text NOT NULL,
	`placed_at` text NOT NULL,
	`released_by` text,
	`released_at` text,
	`seq` integer,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE TABLE `message` (
	`tenant` text NOT NULL,
	`vendor` text NOT NULL,
	`chat` text NOT NULL,
	`id` text NOT NULL,
	`role` text NOT NULL,
	`at` text NOT NULL,
	`subject` text,
	`model` text,
	`bytes` integer NOT NULL,
	`seq` integer NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`tenant`, `vendor`, `id`)
);
--> statement-breakpoint
CREATE INDEX `message_chat` ON `message` (`tenant`,`chat`,`at`);--> statement-breakpoint
CREATE INDEX `message_seq` ON `message` (`tenant`,`seq`);--> statement-breakpoint
CREATE INDEX `message_subject` ON `message` (`tenant`,`subject`);