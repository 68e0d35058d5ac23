"""What tests share: databases and clients.

May be imported by tests only. Every module is a pytest plugin or a plain helper of one, and none has side effects on
import.
"""
