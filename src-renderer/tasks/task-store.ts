import { create } from 'zustand'
import type { TaskLine } from '../../src-shared/tasks/task-contract.ts'

/** About whom a task is made, or which one is changed. */
interface TaskForm {
  readonly contactId: string
  readonly name: string
  readonly task: TaskLine | null
}

/** The form of a task; null while none is open. */
export const useTaskForm = create<{ readonly form: TaskForm | null }>(() => ({ form: null }))

export const openNewTask = (contact: { readonly id: string; readonly name: string }): void =>
  useTaskForm.setState({ form: { contactId: contact.id, name: contact.name, task: null } })

export const openTask = (contact: { readonly id: string; readonly name: string }, task: TaskLine): void =>
  useTaskForm.setState({ form: { contactId: contact.id, name: contact.name, task } })

export const closeTask = (): void => useTaskForm.setState({ form: null })
