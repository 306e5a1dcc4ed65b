ALTER TABLE `tenants` ADD `second_approver` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `tenants` ADD `retention_months` integer;