"""Places of capture and of detention, under all the names they go by; a vocabulary with pages of its own."""
