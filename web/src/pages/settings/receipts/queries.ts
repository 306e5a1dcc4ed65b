// What the Receipts part asks the API. A webhook's secret is in one answer and nowhere else.
import { queryOptions } from '@tanstack/react-query'
import type {
  ChangedReceipts,
  NewWebhookSecret,
  ReceiptBody,
  ReceiptSettings,
  TestedReceipts,
} from '../../../../../worker/http/schemas/receipts.ts'
import { api } from '../../../api/client.ts'

export type { ReceiptDelivery, ReceiptSettings } from '../../../../../worker/http/schemas/receipts.ts'

export const receiptsQuery = queryOptions({
  queryKey: ['receipts'],
  queryFn: ({ signal }) => api.get<ReceiptSettings>('/api/receipts', { signal }),
  // A delivery under way ends within seconds.
  refetchInterval: ({ state }) => (state.data?.deliveries.some((one) => isUnderWay(one.state)) ? 3_000 : 60_000),
})

const isUnderWay = (state: string): boolean => state === 'waiting' || state === 'sending'

export const changeReceipts = (change: ReceiptBody) => api.patch<ChangedReceipts>('/api/receipts', change)
export const newSecret = () => api.post<NewWebhookSecret>('/api/receipts/secret', {})
export const sendTest = () => api.post<TestedReceipts>('/api/receipts/test', {})
