"""What every package stands on and what knows no domain: database, uncertain dates, forms, paging, safe CSV."""
