// Every read tool. A file of tools exports them and is listed here once.
import { listActivity } from './activity.ts'
import { getCosts } from './costs.ts'
import { listTools } from './lists.ts'
import type { Tool } from './tool.ts'
import { getUsage } from './usage.ts'
import { verifyRecordTool } from './verify-record.ts'

export const TOOLS: readonly Tool[] = [...listTools, getUsage, getCosts, listActivity, verifyRecordTool]
