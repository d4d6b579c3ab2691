"""What bkddesk relies on in WordPress, asserted on the practice site and on real WordPress sites by the same tests."""
