import { AtSign, Clock, IdCard, MessageCircle, Phone, type LucideIcon } from 'lucide-react'
import type { JourneyIdentity } from '../../api.js'

interface IdentityLook {
  readonly title: string
  readonly icon: LucideIcon
}

/** How a kind of identity is shown; its colour has the kind's name in the style sheet. */
export const identityLooks: Readonly<Record<JourneyIdentity['kind'], IdentityLook>> = {
  phone: { title: 'Phone', icon: Phone },
  email: { title: 'Email', icon: AtSign },
  customerId: { title: 'Customer id', icon: IdCard },
  socialId: { title: 'Social id', icon: MessageCircle },
  temporaryId: { title: 'Temporary id', icon: Clock },
}
