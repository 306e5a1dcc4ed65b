DROP TABLE `checkpoint`;--> statement-breakpoint
ALTER TABLE `usage` ADD `product` text;--> statement-breakpoint
ALTER TABLE `usage` ADD `cache_write_30m` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `usage` ADD `cache_write_12h` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `usage` ADD `requests` integer;--> statement-breakpoint
ALTER TABLE `usage` ADD `quantity` integer;--> statement-breakpoint
ALTER TABLE `usage` ADD `unit` text;--> statement-breakpoint
ALTER TABLE `vendor_key` ADD `holder_type` text;